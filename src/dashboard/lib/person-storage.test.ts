import { beforeEach, describe, expect, it } from 'vitest'
import {
  claimStorage,
  forgetPerson,
  hasUnsaved,
  isOfPerson,
  personKey,
  watchPerson,
} from './person-storage.ts'

const ofPerson = [
  'language',
  'theme',
  'density',
  'sections',
  'panel',
  'shortcuts',
  'chats.open',
  'columns.main',
  'match.bots.main',
  'match.bots.target',
  'views.main',
  'kartoteka.views.main',
  'kartoteka.views-asked.main',
  'kartoteka.preferences',
  'kartoteka.draft.main.7.form',
  'kartoteka.draft.main.new',
  'kartoteka.grid.main',
]
const others = ['kartoteka.person', 'kartoteka.unsure', 'views', 'another-program', 'themes']

describe('what is stored of a person', () => {
  beforeEach(() => {
    for (const key of [...ofPerson, ...others]) localStorage.setItem(key, 'x')
    localStorage.setItem(personKey, 'ada')
  })

  it('is known by its key', () => {
    expect([...ofPerson, ...others].filter(isOfPerson)).toEqual(ofPerson)
  })

  it('is removed at sign-out, and nothing else', () => {
    expect(hasUnsaved()).toBe(true)
    forgetPerson()
    expect(Object.keys(localStorage).toSorted()).toEqual(others.toSorted())
    expect(hasUnsaved()).toBe(false)
  })

  it.each([
    { was: 'ada', now: 'ada', isRemoved: false },
    { was: 'ada', now: 'bob', isRemoved: true },
    { was: 'ada', now: 'local', isRemoved: true },
    { was: '', now: 'ada', isRemoved: true },
    { was: 'local', now: 'ada', isRemoved: false },
    { was: null, now: 'ada', isRemoved: false },
  ])('of "$was" is removed for "$now": $isRemoved', ({ was, now, isRemoved }) => {
    if (was === null) localStorage.removeItem(personKey)
    else localStorage.setItem(personKey, was)
    expect(claimStorage(now)).toBe(isRemoved)
    expect(ofPerson.filter((key) => localStorage.getItem(key) !== null)).toEqual(
      isRemoved ? [] : ofPerson,
    )
    expect(localStorage.getItem(personKey)).toBe(now)
  })

  it('is left by other tabs as well', () => {
    let left = 0
    const end = watchPerson(() => {
      left += 1
    })
    const change = (key: string, oldValue: string | null, newValue: string | null) =>
      window.dispatchEvent(new StorageEvent('storage', { key, oldValue, newValue }))
    change(personKey, null, 'ada')
    change(personKey, 'local', 'ada')
    change('theme', 'dark', 'light')
    expect(left).toBe(0)
    change(personKey, 'ada', '')
    change(personKey, 'ada', 'bob')
    end()
    change(personKey, 'bob', '')
    expect(left).toBe(2)
  })
})
