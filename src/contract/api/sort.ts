import * as z from 'zod/mini'

export const sortField = z.enum(['updatedAt', 'createdAt', 'name', 'id'])
export type SortField = z.infer<typeof sortField>

/** A sort field, preceded by `-` for descending order: `name`, `-updatedAt`. */
export const sort = z.templateLiteral(
  [z.enum(['', '-']), sortField],
  'updatedAt, createdAt, name or id, with - before it for descending',
)
export type Sort = z.infer<typeof sort>

export type Direction = 'ascending' | 'descending'

export function readSort(value: Sort): { field: SortField; direction: Direction } {
  return value.startsWith('-')
    ? { field: sortField.parse(value.slice(1)), direction: 'descending' }
    : { field: sortField.parse(value), direction: 'ascending' }
}
