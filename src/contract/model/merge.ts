import { applyChange, changeList, type Change } from './change.ts'
import { isSameSet } from './same-set.ts'
import type { Value } from './value.ts'
import { isIdenticalValue, isSameValue, joinValues, splitValue } from './value-kinds.ts'

/**
 * Result of merging a change with changes that others may have made since the user saw `before`.
 */
export type Merged =
  | { is: 'unchanged' }
  /** `others`: others changed the attribute, and their changes are included in the value. */
  | { is: 'changed'; value: Value | null; others: boolean }
  /** Both changed the same part of the value, with different results. */
  | { is: 'conflict' }

/** `before` is undefined if the request does not include it; there are no conflicts then. */
type Versions = { before?: Value | null | undefined; now: Value | null }

/**
 * Three-way merge of one attribute: the displayed value, the current value and the requested
 * change.
 */
export function mergeChange(wanted: Change, versions: Versions, isMany: boolean): Merged {
  const { now, before } = versions
  const asked = applyChange(wanted, now)
  if (isIdenticalValue(asked, now)) return { is: 'unchanged' }
  if (before === undefined || isSameValue(before, now))
    return { is: 'changed', value: asked, others: false }
  if (!isMany) return { is: 'conflict' }
  // Adding and removing single items never conflicts with changes of other items.
  if (!('set' in wanted || 'clear' in wanted)) return { is: 'changed', value: asked, others: true }
  return mergeList('set' in wanted ? wanted.set : null, before, now)
}

/**
 * Merges an unordered list: items that either side added are included, items that either side
 * removed are not. It is a conflict if both sides removed the same item and added another one
 * instead.
 */
function mergeList(mine: Value | null, before: Value | null, now: Value | null): Merged {
  const without = (list: Value[], others: Value[]) =>
    list.filter((item) => !others.some((other) => isSameValue(item, other)))
  const [wanted, seen, theirs] = [splitValue(mine), splitValue(before), splitValue(now)]
  const [added, removed] = [without(wanted, seen), without(seen, wanted)]
  const [theirAdded, theirRemoved] = [without(theirs, seen), without(seen, theirs)]
  const isContested = removed.some((item) => theirRemoved.some((other) => isSameValue(item, other)))
  const areReplaced = added.length > 0 && theirAdded.length > 0
  if (isContested && areReplaced && !isSameSet(added, theirAdded, isSameValue))
    return { is: 'conflict' }
  const merged = changeList(now, { added, removed })
  // Another order by the user is kept, and otherwise that of the others.
  const value = isReordered(wanted, seen) ? inOrderOf(wanted, splitValue(merged)) : merged
  return isIdenticalValue(value, now) ? { is: 'unchanged' } : { is: 'changed', value, others: true }
}

const among = (list: Value[], item: Value) => list.some((other) => isSameValue(item, other))

/** Whether the items that both lists have are in another order. */
const isReordered = (wanted: Value[], seen: Value[]): boolean =>
  !isIdenticalValue(
    joinValues(wanted.filter((item) => among(seen, item))),
    joinValues(seen.filter((item) => among(wanted, item))),
  )

const inOrderOf = (wanted: Value[], items: Value[]): Value | null =>
  joinValues([
    ...wanted.flatMap((item) => items.find((other) => isSameValue(item, other)) ?? []),
    ...items.filter((item) => !among(wanted, item)),
  ])
