import { beforeEach, expect, it } from 'vitest'
import { isOfPerson } from '#dashboard/lib/person-storage.ts'
import { recentContacts, rememberContact } from './recent-contacts.ts'

beforeEach(() => localStorage.clear())

it('remembers which contacts were opened last, each once, and nothing else of them', () => {
  for (const id of [1, 2, 3, 1]) rememberContact({ source: 'main', id })
  rememberContact({ source: 'bots', id: 1 })
  expect(recentContacts().map(({ source, id }) => `${source} ${id}`)).toEqual([
    'bots 1',
    'main 1',
    'main 3',
    'main 2',
  ])
  for (let id = 10; id < 50; id++) rememberContact({ source: 'main', id })
  expect(recentContacts()).toHaveLength(12)
})

it('is stored as what belongs to a person, and read only if it is whole', () => {
  rememberContact({ source: 'main', id: 1 })
  const [key = ''] = Object.keys(localStorage)
  expect(isOfPerson(key)).toBe(true)
  localStorage.setItem(key, '[{"source":')
  expect(recentContacts()).toEqual([])
})
