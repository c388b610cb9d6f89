import type { FieldDefinition } from '#contract/api/fields.ts'
import { fieldOf, type ColumnId, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { ExportWords } from './export-labels.ts'

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
