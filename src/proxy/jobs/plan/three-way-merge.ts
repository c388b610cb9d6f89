import { isSameSet } from '#contract/api/field-entries.ts'

/** How a value fares when two have changed it since both saw `before`. */
export type Merged<Value> =
  | { is: 'unchanged' }
  | { is: 'changed'; value: Value }
  /** Both changed the same thing, and not to the same. */
  | { is: 'conflict' }

/** A value that is one thing; `before` is left out where nobody says what they saw. */
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
 * A value that is a list without an order: what each of both added stays, what either took away is
 * gone. They collide where both took away the same item and put something else in its place.
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

/** Some items put in and some taken out, whatever else is there. */
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
