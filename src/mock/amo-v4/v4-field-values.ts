import type { Field, FieldValue } from '#mock/store/contact.ts'
import type { FieldEdit } from '#mock/store/contact-edit.ts'
import type { Directory } from '#mock/store/account-directory.ts'
import { readValue } from './v4-field-value.ts'
import { isRecord, wholeOf, type Problems } from './v4-item-issues.ts'

// What a read shows beside the values is tolerated on write, for clients send back what they read.
const toleratedKeys = new Set([
  'field_id',
  'field_code',
  'field_name',
  'field_type',
  'is_computed',
  'values',
])
const severalItems = new Set(['multiselect', 'multitext', 'smart_address', 'legal_entity'])

/** `custom_fields_values` of a write (reference 6.3, 6.4). */
export function readFieldEdits(
  input: unknown,
  directory: Directory,
  problems: Problems,
): FieldEdit[] {
  if (input === null || input === undefined) return []
  if (!Array.isArray(input)) {
    problems.refuseType('custom_fields_values', 'array')
    return []
  }
  return input.flatMap((entry: unknown, i) => {
    const path = `custom_fields_values.${i}`
    if (!isRecord(entry)) {
      problems.refuseType(path, 'array')
      return []
    }
    for (const key of Object.keys(entry))
      if (!toleratedKeys.has(key)) problems.refuse('FieldNotExpected', `${path}.${key}`)
    const field = fieldOf(entry, directory, path, problems)
    if (!field) return []
    const values = readValues(entry['values'], field, `${path}.values`, problems)
    return values === undefined ? [] : [{ field, values }]
  })
}

function fieldOf(
  entry: Record<string, unknown>,
  directory: Directory,
  path: string,
  problems: Problems,
): Field | undefined {
  const { field_id: id, field_code: code } = entry
  if ((id ?? code ?? undefined) === undefined) {
    problems.refuse('FieldMissing', `${path}.field_id`)
    return undefined
  }
  const byId = id === undefined || id === null ? undefined : directory.field(wholeOf(id) ?? 0)
  const byCode = typeof code === 'string' ? directory.fieldByCode(code) : undefined
  const isIdWrong = id !== undefined && id !== null && !byId
  if (isIdWrong) problems.refuse('NotSupportedChoice', `${path}.field_id`)
  const isCodeWrong = code !== undefined && code !== null && (!byCode || (byId && byId !== byCode))
  if (isCodeWrong) problems.refuse('NotSupportedChoice', `${path}.field_code`)
  return isIdWrong || isCodeWrong ? undefined : (byId ?? byCode)
}

/** The values, null to clear the field, or nothing if they are wrong. */
function readValues(
  input: unknown,
  field: Field,
  path: string,
  problems: Problems,
): FieldValue[] | null | undefined {
  if (input === null) return null
  if (input === undefined) return void problems.refuse('FieldMissing', path)
  if (!Array.isArray(input)) return void problems.refuseType(path, 'array')
  if (input.length === 0) return void problems.refuse('IsBlank', path)
  if (input.length > 1 && !severalItems.has(field.type))
    return void problems.refuse('TooMany', path)
  const values = input.flatMap((item: unknown, i) => {
    const value = readValue(item, field, `${path}.${i}`, problems)
    return value ? [value] : []
  })
  return field.type === 'multiselect' ? withoutDoubles(values) : values
}

const withoutDoubles = (values: FieldValue[]) => [
  ...new Map(values.map((item) => [item.enum_id, item])).values(),
]
