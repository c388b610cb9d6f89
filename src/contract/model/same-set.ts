/** Whether both lists have the same items in any order, with the same number of duplicates. */
export function isSameSet<Item>(
  a: readonly Item[],
  b: readonly Item[],
  isSame: (item: Item, other: Item) => boolean,
): boolean {
  if (a.length !== b.length) return false
  const rest = [...b]
  return a.every((item) => {
    const index = rest.findIndex((other) => isSame(item, other))
    if (index >= 0) rest.splice(index, 1)
    return index >= 0
  })
}
