import type { FieldDefinition } from '#contract/api/fields.ts'
import type { FieldInput } from './field-draft.ts'
import { printEntities, printParts } from '#contract/model/parts-text.ts'

/**
 * A field's input as text that `parseField` parses back to the same, for cells of the grid and
 * spreadsheets. Read-only types give an empty text.
 */
export function printField(
  { options }: FieldDefinition,
  input: FieldInput,
  labels: { yes: string; no: string },
): string {
  switch (input.kind) {
    case 'text':
    case 'number':
      return input.text
    case 'yesNo':
      return input.answer === '' ? '' : labels[input.answer]
    case 'options':
      return [
        ...input.selected.flatMap((id) => options.find((item) => item.id === id)?.label ?? []),
        ...input.lost,
      ].join('; ')
    case 'date':
      return input.day
    case 'dateTime':
      return input.wall.replace('T', ' ').slice(0, 16)
    case 'contactPoints':
      return input.items.map(({ value }) => value).join('; ')
    case 'address':
      return printParts(input.parts.map(({ part, value }) => ({ key: part, value })))
    case 'legalEntities':
      return printEntities(input.entities)
    case 'readonly':
      return ''
  }
}
