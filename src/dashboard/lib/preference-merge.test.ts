import { describe, expect, it } from 'vitest'
import { changedPreferences, isPersonal, mergePreferences } from './preference-merge.ts'

const own = (theme?: string) => new Map(theme === undefined ? [] : [['theme', theme]])
const at = (value: unknown, version: number, owner = 'ann') => ({
  owner,
  items: [{ key: 'theme', value, version }],
})
const none = { owner: 'ann', items: [] }
const nothing = { taken: [], sent: [] }
const taken = (value: string | undefined) => ({ taken: [['theme', value]], sent: [] })
const sent = (value: string | null, version: number) => ({
  taken: [],
  sent: [{ key: 'theme', value, version }],
})

describe('at the start', () => {
  it.each([
    ['a new browser takes what there is', own(), undefined, at('dark', 1), taken('dark')],
    ['another browser counts in a new one', own('light'), undefined, at('dark', 1), taken('dark')],
    ['what is set here alone is sent', own('light'), undefined, none, sent('light', 0)],
    ['what is the same is left alone', own('dark'), undefined, at('dark', 4), nothing],
    ['a change elsewhere is taken', own('light'), at('light', 1), at('dark', 2), taken('dark')],
    ['a change here is sent', own('dark'), at('light', 2), at('light', 2), sent('dark', 2)],
    ['a removal here is sent', own(), at('light', 2), at('light', 2), sent(null, 2)],
    ['a removal elsewhere is taken', own('dark'), at('dark', 1), at(null, 2), taken(undefined)],
    ['of two changes that of the proxy counts', own('x'), at('y', 1), at('z', 2), taken('z')],
    ['the value of another program stays', own(), at('dark', 1), at({ hue: 7 }, 2), nothing],
    ['another person takes all', own('x'), at('x', 1, 'bob'), at('z', 1), taken('z')],
    ['and brings nothing along', own('x'), at('x', 1, 'bob'), none, taken(undefined)],
    ['of the time before accounts it is sent', own('x'), at('x', 1, 'local'), none, sent('x', 0)],
  ])('%s', (_, mine, known, theirs, merged) => {
    expect(mergePreferences(mine, known, theirs)).toEqual(merged)
  })
})

it('what was set since then is sent without a version', () => {
  expect(changedPreferences(own('dark'), at('light', 3))).toEqual([{ key: 'theme', value: 'dark' }])
  expect(changedPreferences(own(), at('light', 3))).toEqual([{ key: 'theme', value: null }])
  expect(changedPreferences(own('light'), at('light', 3))).toEqual([])
  expect(changedPreferences(own('x'.repeat(9000)), at('light', 3))).toEqual([])
})

it.each([
  ['theme', true],
  ['panel', true],
  ['columns.main', true],
  ['match.bots.main', true],
  ['views.main', false],
  ['kartoteka.draft.main.new', false],
  ['themes', false],
])('%s follows the person: %s', (key, isFollowing) => {
  expect(isPersonal(key)).toBe(isFollowing)
})
