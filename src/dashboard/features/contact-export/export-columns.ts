import type { FieldDefinition } from '#contract/api/fields.ts'
import {
  columnOf,
  columnsKnown,
  fieldOf,
  type ColumnId,
  type Knows,
  type StandardColumn,
} from '#dashboard/lib/contact-columns.ts'
import type { ExportWords } from './export-words.ts'

/** Every column there is: what the source tells of a contact, then the account's own fields. */
export const allColumns = (knows: Knows, definitions: FieldDefinition[]): ColumnId[] => [
  ...columnsKnown(knows),
  // Phones and e-mails are columns of their own already.
  ...definitions
    .filter(({ code }) => code !== 'PHONE' && code !== 'EMAIL')
    .map(({ id }) => columnOf(id)),
]

/** The first line: names, a currency beside money, and the field's id where a name comes twice. */
export function headsOf(
  columns: ColumnId[],
  definitions: FieldDefinition[],
  words: ExportWords,
): string[] {
  const heads = columns.map((id) => {
    const field = fieldOf(id)
    if (field === undefined) return words.column(id as StandardColumn) // no field: ours
    const definition = definitions.find((one) => one.id === field)
    if (!definition) return String(field)
    return [definition.name, definition.currency].filter(Boolean).join(', ')
  })
  return heads.map((head, at) => {
    const field = fieldOf(columns[at] ?? 'name')
    const isTwice = heads.some((other, where) => where !== at && other === head)
    return isTwice && field !== undefined ? `${head} (${field})` : head
  })
}
