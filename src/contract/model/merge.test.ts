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
    ['it was not changed by others', text('a'), text('b'), text('a'), 'changed'],
    ['others changed it to the same value', text('a'), text('b'), text('b'), 'unchanged'],
    ['others changed it to another value', text('a'), text('b'), text('c'), 'conflict'],
    ['others filled it meanwhile', null, text('b'), text('c'), 'conflict'],
    ['the displayed value is unknown', undefined, text('b'), text('c'), 'changed'],
  ]
  it.each(cases)('%s', (_, before, mine, now, expected) => {
    expect(mergeChange({ attribute: 'name', set: mine }, { before, now }, false).is).toBe(expected)
  })
})

describe('a list', () => {
  it('includes what others added and removes what either removed', () => {
    const merged = mergeChange(
      set(tags('a', 'mine')),
      { before: tags('a', 'b'), now: tags('a', 'b', 'theirs') },
      true,
    )
    expect(merged).toEqual({ is: 'changed', value: tags('a', 'theirs', 'mine'), others: true })
  })

  it('is a conflict if both replaced the same item by different ones', () => {
    const versions = { before: tags('a'), now: tags('c') }
    expect(mergeChange(set(tags('b')), versions, true).is).toBe('conflict')
  })

  it('is never a conflict if items are added and removed separately', () => {
    const merged = mergeChange(
      { attribute: 'tags', add: tags('x'), remove: tags('a') },
      { before: tags('a'), now: tags('a', 'b') },
      true,
    )
    expect(merged).toMatchObject({ is: 'changed', value: tags('b', 'x') })
  })
})

const phones = (...values: string[]): Value => ({
  kind: 'contactPoints',
  items: values.map((value) => ({ value, kind: null, kindId: null })),
})

describe('contact points in another order', () => {
  it.each([true, false])('are changed, because the first is preferred (list: %s)', (isMany) => {
    const [before, after] = [phones('1', '2'), phones('2', '1')]
    const [change] = diff({ phones: before }, { phones: after }, () => isMany)
    expect(change).toEqual({ attribute: 'phones', set: after })
    if (!change) throw new Error('no change')
    const merged = mergeChange(change, { before, now: before }, isMany)
    expect(merged).toEqual({ is: 'changed', value: after, others: false })
    expect(mergeChange(change, { before, now: after }, isMany)).toEqual({ is: 'unchanged' })
  })

  it('do not conflict with a new order by others', () => {
    const versions = { before: phones('1', '2'), now: phones('2', '1') }
    const wanted = { attribute: 'phones' as const, set: phones('1', '2', '3') }
    expect(mergeChange(wanted, versions, true)).toMatchObject({ is: 'changed', others: false })
  })

  it('keep the order of the user beside what others added, and that of others otherwise', () => {
    const swapped = { attribute: 'phones' as const, set: phones('2', '1') }
    const added = { before: phones('1', '2'), now: phones('1', '2', '3') }
    expect(mergeChange(swapped, added, true)).toEqual({
      is: 'changed',
      value: phones('2', '1', '3'),
      others: true,
    })
    const mine = { attribute: 'phones' as const, set: phones('1', '2', '4') }
    const theirs = { before: phones('1', '2'), now: phones('2', '1', '3') }
    expect(mergeChange(mine, theirs, true)).toMatchObject({ value: phones('2', '1', '3', '4') })
  })

  it('are unchanged if tags are listed in another order', () => {
    expect(diff({ tags: tags('a', 'b') }, { tags: tags('b', 'a') }, () => true)).toEqual([])
  })
})

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 5 })
const list = names.map((items): Value | null => (items.length === 0 ? null : tags(...items)))
const namesIn = (value: Value | null) =>
  new Set(splitValue(value).map((item) => (item.kind === 'tags' ? item.items[0]?.name : '')))

it('includes the edits of both and no others', () => {
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

it('reports as a difference the changes that turn one snapshot into the other', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const changes = diff({ tags: before }, { tags: after }, () => true)
      const result = changes.reduce((value, change) => applyChange(change, value), before)
      expect(isSameValue(result, after)).toBe(true)
    }),
  )
})
