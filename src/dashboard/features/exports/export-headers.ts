import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { fieldOf, type ColumnId, type StandardColumn } from '#dashboard/domain/contact-columns.ts'

/** The header line: names, the currency of money, and the field's ID if a name is repeated. */
export function headersOf(
  columns: ColumnId[],
  definitions: FieldDefinition[],
  column: (id: StandardColumn) => string,
): string[] {
  const headers = columns.map((id) => {
    const field = fieldOf(id)
    if (field === undefined) return column(id as StandardColumn) // a built-in attribute
    const definition = definitions.find((item) => item.id === field)
    if (!definition) return String(field)
    return [definition.name, definition.currency].filter(Boolean).join(', ')
  })
  return headers.map((head, index) => {
    const field = fieldOf(columns[index] ?? 'name')
    const isRepeated = headers.some((other, where) => where !== index && other === head)
    return isRepeated && field !== undefined ? `${head} (${field})` : head
  })
}
