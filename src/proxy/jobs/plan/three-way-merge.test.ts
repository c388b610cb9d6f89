import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameSet } from '#contract/api/field-entries.ts'
import { changeList, mergeList, mergeOne } from './three-way-merge.ts'

const isSame = (a: string, b: string) => a === b
const value = fc.constantFrom('a', 'b', 'c')
const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))

it('never overwrites changes of others silently', () => {
  fc.assert(
    fc.property(value, value, value, (before, mine, theirs) => {
      const merged = mergeOne({ before, mine, theirs }, isSame)
      const isRight = {
        changed: theirs === before && mine !== theirs,
        unchanged: mine === theirs,
        conflict: theirs !== before && mine !== theirs,
      }
      expect(isRight[merged.is]).toBe(true)
    }),
  )
})

it('keeps additions of both to a list and applies removals of either', () => {
  fc.assert(
    fc.property(list, list, list, (before, mine, theirs) => {
      const merged = mergeList({ before, mine, theirs }, isSame)
      fc.pre(merged.is !== 'conflict')
      const after = merged.is === 'changed' ? merged.value : theirs
      for (const item of [...mine, ...theirs, ...before]) {
        const isAdded = !before.includes(item) && (mine.includes(item) || theirs.includes(item))
        const isUnchanged = before.includes(item) && mine.includes(item) && theirs.includes(item)
        expect(after.includes(item)).toBe(isAdded || isUnchanged)
      }
    }),
  )
})

it('calls it a conflict only where both put something else in the place of one item', () => {
  fc.assert(
    fc.property(list, list, list, (before, mine, theirs) => {
      fc.pre(mergeList({ before, mine, theirs }, isSame).is === 'conflict')
      const removed = before.filter((item) => !mine.includes(item) && !theirs.includes(item))
      expect(removed).not.toEqual([])
      expect(mine.some((item) => !before.includes(item))).toBe(true)
      expect(theirs.some((item) => !before.includes(item))).toBe(true)
    }),
  )
})

it('comes to nothing when done again', () => {
  fc.assert(
    fc.property(list, list, list, (theirs, added, removed) => {
      const change = { added: added.filter((item) => !removed.includes(item)), removed }
      const first = changeList(theirs, change, isSame)
      const after = first.is === 'changed' ? first.value : theirs
      expect(changeList(after, change, isSame)).toEqual({ is: 'unchanged' })
      expect(first.is === 'unchanged').toBe(isSameSet(after, theirs, isSame))
    }),
  )
})
