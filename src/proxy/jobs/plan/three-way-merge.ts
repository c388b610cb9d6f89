import { isSameSet } from '#contract/api/field-entries.ts'

/** The result of merging two changes of a value that both started from `before`. */
export type Merged<Value> =
  | { is: 'unchanged' }
  | { is: 'changed'; value: Value }
  /** Both changed the value, to different results. */
  | { is: 'conflict' }

/** Merges a single value; `before` is left out where the seen value is unknown. */
export function mergeOne<Value>(
  versions: { before?: Value | undefined; mine: Value; theirs: Value },
  isSame: (a: Value, b: Value) => boolean,
): Merged<Value> {
  const { before, mine, theirs } = versions
  if (isSame(mine, theirs)) return { is: 'unchanged' }
  if (before !== undefined && !isSame(before, theirs)) return { is: 'conflict' }
  return { is: 'changed', value: mine }
}

/**
 * Merges an unordered list: additions of both stay, removals of either are applied. It is a conflict
 * where both removed the same item and put something else in its place.
 */
export function mergeList<Item>(
  versions: { before?: Item[] | undefined; mine: Item[]; theirs: Item[] },
  isSame: (a: Item, b: Item) => boolean,
): Merged<Item[]> {
  const { before = versions.theirs, mine, theirs } = versions
  const without = (list: Item[], others: Item[]) =>
    list.filter((item) => !others.some((other) => isSame(item, other)))
  const [added, removed] = [without(mine, before), without(before, mine)]
  const [theirAdded, theirRemoved] = [without(theirs, before), without(before, theirs)]
  const isContested = removed.some((item) => theirRemoved.some((other) => isSame(item, other)))
  const areReplaced = added.length > 0 && theirAdded.length > 0
  if (isContested && areReplaced && !isSameSet(added, theirAdded, isSame)) return { is: 'conflict' }
  return changeList(theirs, { added, removed }, isSame)
}

/** Adds and removes items, whatever else the list holds. */
export function changeList<Item>(
  theirs: Item[],
  { added, removed }: { added: Item[]; removed: Item[] },
  isSame: (a: Item, b: Item) => boolean,
): Merged<Item[]> {
  const remaining = theirs.filter((item) => !removed.some((other) => isSame(item, other)))
  const value = [...remaining]
  for (const item of added) if (!value.some((other) => isSame(item, other))) value.push(item)
  return isSameSet(value, theirs, isSame) ? { is: 'unchanged' } : { is: 'changed', value }
}
