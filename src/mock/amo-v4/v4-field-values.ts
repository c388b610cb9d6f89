import type { Field, FieldValue } from '#mock/store/contact.ts'
import type { FieldEdit } from '#mock/store/contact-edit.ts'
import type { Directory } from '#mock/store/account-directory.ts'
import { readValue } from './v4-field-value.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

// Keys of a read response are tolerated on write, because clients send back what they read.
const toleratedKeys = new Set([
  'field_id',
  'field_code',
  'field_name',
  'field_type',
  'is_computed',
  'values',
])
const multiValueTypes = new Set(['multiselect', 'multitext', 'smart_address', 'legal_entity'])

/** `custom_fields_values` of a write (reference 6.3, 6.4). */
export function readFieldEdits(input: unknown, directory: Directory, issues: Issues): FieldEdit[] {
  if (input === null || input === undefined) return []
  if (!Array.isArray(input)) {
    issues.reportType('custom_fields_values', 'array')
    return []
  }
  return input.flatMap((entry: unknown, i) => {
    const path = `custom_fields_values.${i}`
    if (!isRecord(entry)) {
      issues.reportType(path, 'array')
      return []
    }
    for (const key of Object.keys(entry))
      if (!toleratedKeys.has(key)) issues.report('FieldNotExpected', `${path}.${key}`)
    const field = fieldOf(entry, directory, path, issues)
    if (!field) return []
    const values = readValues(entry['values'], field, `${path}.values`, issues)
    return values === undefined ? [] : [{ field, values }]
  })
}

function fieldOf(
  entry: Record<string, unknown>,
  directory: Directory,
  path: string,
  issues: Issues,
): Field | undefined {
  const { field_id: id, field_code: code } = entry
  if ((id ?? code ?? undefined) === undefined) {
    issues.report('FieldMissing', `${path}.field_id`)
    return undefined
  }
  const byId = id === undefined || id === null ? undefined : directory.field(integerOf(id) ?? 0)
  const byCode = typeof code === 'string' ? directory.fieldByCode(code) : undefined
  const isIdWrong = id !== undefined && id !== null && !byId
  if (isIdWrong) issues.report('NotSupportedChoice', `${path}.field_id`)
  const isCodeWrong = code !== undefined && code !== null && (!byCode || (byId && byId !== byCode))
  if (isCodeWrong) issues.report('NotSupportedChoice', `${path}.field_code`)
  return isIdWrong || isCodeWrong ? undefined : (byId ?? byCode)
}

/** The values, null to clear the field, or undefined if there were issues. */
function readValues(
  input: unknown,
  field: Field,
  path: string,
  issues: Issues,
): FieldValue[] | null | undefined {
  if (input === null) return null
  if (input === undefined) return void issues.report('FieldMissing', path)
  if (!Array.isArray(input)) return void issues.reportType(path, 'array')
  if (input.length === 0) return void issues.report('IsBlank', path)
  if (input.length > 1 && !multiValueTypes.has(field.type))
    return void issues.report('TooMany', path)
  const values = input.flatMap((item: unknown, i) => {
    const value = readValue(item, field, `${path}.${i}`, issues)
    return value ? [value] : []
  })
  return field.type === 'multiselect' ? withoutDuplicates(values) : values
}

const withoutDuplicates = (values: FieldValue[]) => [
  ...new Map(values.map((item) => [item.enum_id, item])).values(),
]
