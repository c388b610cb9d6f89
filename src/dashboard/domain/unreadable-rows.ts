import type { UnreadableRow } from '#contract/api/contacts.ts'

const maxNamed = 10

/**
 * Names of rows that could not be read: their IDs, or their positions in the response if the ID is
 * unknown.
 */
export function rowNames(rows: UnreadableRow[]): string {
  const names = rows.slice(0, maxNamed).map(({ id, path }) => (id === null ? path : `#${id}`))
  return [...names, ...(rows.length > maxNamed ? ['…'] : [])].join(', ')
}
