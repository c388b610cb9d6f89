import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diff, applyChange } from './change.ts'
import { mergeChange } from './merge.ts'
import type { Value } from './value.ts'
import { isSameValue, splitValue } from './value-kinds.ts'

const tags = (...names: string[]): Value => ({
  kind: 'tags',
  items: names.map((name) => ({ id: null, name })),
})
const text = (value: string): Value => ({ kind: 'text', values: [value] })
const set = (value: Value) => ({ attribute: 'tags' as const, set: value })

describe('a single value', () => {
  const cases: [string, Value | null | undefined, Value, Value | null, string][] = [
    ['nobody else changed it', text('a'), text('b'), text('a'), 'changed'],
    ['somebody changed it to the same', text('a'), text('b'), text('b'), 'unchanged'],
    ['somebody changed it to something else', text('a'), text('b'), text('c'), 'conflict'],
    ['somebody filled it meanwhile', null, text('b'), text('c'), 'conflict'],
    ['nobody says what they saw', undefined, text('b'), text('c'), 'changed'],
  ]
  it.each(cases)('%s', (_, before, mine, now, expected) => {
    expect(mergeChange({ attribute: 'name', set: mine }, { before, now }, false).is).toBe(expected)
  })
})

describe('a list', () => {
  it('keeps what others added and takes away what either took', () => {
    const merged = mergeChange(
      set(tags('a', 'mine')),
      { before: tags('a', 'b'), now: tags('a', 'b', 'theirs') },
      true,
    )
    expect(merged).toEqual({ is: 'changed', value: tags('a', 'theirs', 'mine'), others: true })
  })

  it('collides where both put something else in the place of one item', () => {
    const versions = { before: tags('a'), now: tags('c') }
    expect(mergeChange(set(tags('b')), versions, true).is).toBe('conflict')
  })

  it('never collides where items come and go by themselves', () => {
    const merged = mergeChange(
      { attribute: 'tags', add: tags('x'), remove: tags('a') },
      { before: tags('a'), now: tags('a', 'b') },
      true,
    )
    expect(merged).toMatchObject({ is: 'changed', value: tags('b', 'x') })
  })
})

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 5 })
const list = names.map((items): Value | null => (items.length === 0 ? null : tags(...items)))
const namesIn = (value: Value | null) =>
  new Set(splitValue(value).map((item) => (item.kind === 'tags' ? item.items[0]?.name : '')))

it('loses no edit of either and invents none', () => {
  fc.assert(
    fc.property(list, list, list, (before, mine, now) => {
      const wanted =
        mine === null ? { attribute: 'tags' as const, clear: true as const } : set(mine)
      const merged = mergeChange(wanted, { before, now }, true)
      if (merged.is === 'conflict') return
      const result = namesIn(merged.is === 'changed' ? merged.value : now)
      const [seen, asked, theirs] = [namesIn(before), namesIn(mine), namesIn(now)]
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
        const wasAdded = !seen.has(name) && (asked.has(name) || theirs.has(name))
        const wasRemoved = seen.has(name) && (!asked.has(name) || !theirs.has(name))
        expect(result.has(name)).toBe(wasAdded || (seen.has(name) && !wasRemoved))
      }
    }),
  )
})

it('tells as a difference what turns one snapshot into the other', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const changes = diff({ tags: before }, { tags: after }, () => true)
      const result = changes.reduce((value, change) => applyChange(change, value), before)
      expect(isSameValue(result, after)).toBe(true)
    }),
  )
})
