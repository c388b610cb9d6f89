import type { UnreadableRow } from '#contract/api/contacts.ts'

const maxNamed = 10

/** Rows that could not be read, by their ids, or by their places in the answer where none is known. */
export function rowNames(rows: UnreadableRow[]): string {
  const names = rows.slice(0, maxNamed).map(({ id, path }) => (id === null ? path : `#${id}`))
  return [...names, ...(rows.length > maxNamed ? ['…'] : [])].join(', ')
}
