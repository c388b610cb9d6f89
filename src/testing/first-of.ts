/** The first of a list; an error if there is none, which a test then reports. */
export function firstOf<Item>(items: readonly Item[]): Item {
  const [first] = items
  if (first === undefined) throw new Error('the list is empty')
  return first
}
