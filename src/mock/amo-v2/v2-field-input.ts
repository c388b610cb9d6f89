import { fromAccountTime } from '#mock/account-time.ts'
import { readValue } from '#mock/amo-v4/v4-field-value.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import { createIssues } from '#mock/amo-v4/v4-item-issues.ts'
import type { Field, FieldValue } from '#mock/store/contact.ts'
import type { FieldEdit } from '#mock/store/contact-edit.ts'
import type { Directory } from '#mock/store/account-directory.ts'
import { subtypes } from './v2-field-types.ts'

/** The two field errors in the table of v2 error codes; add and update number them differently. */
export type FieldError = 'field not found' | 'field system error'

/** `custom_fields` of a v2 write; reading stops at the first error. */
export function readV2Fields(input: unknown, directory: Directory): FieldEdit[] | FieldError {
  const edits: FieldEdit[] = []
  for (const entry of listOf(input)) {
    if (!isRecord(entry)) return 'field system error'
    const field = directory.field(integerOf(entry['id']) ?? 0)
    if (!field) return 'field not found'
    const values: FieldValue[] = []
    for (const item of listOf(entry['values'])) {
      const issues = createIssues()
      const value = readValue(toV4Value(item, field), field, 'value', issues)
      if (issues.errors.length > 0) return 'field system error'
      if (value) values.push(value)
    }
    const isSingle = !['multiselect', 'multitext', 'smart_address', 'legal_entity'].includes(
      field.type,
    )
    if (isSingle && values.length > 1) return 'field system error'
    edits.push({ field, values: values.length > 0 ? values : null })
  }
  return edits
}

/** PHP encodes a list as an array or as an object with numeric keys; a missing value is an empty list. */
export function listOf(input: unknown): unknown[] {
  if (Array.isArray(input)) return input
  return isRecord(input) ? Object.values(input) : []
}

/** Converts one item of v2 `values` to v4: bare ids and strings become objects, `enum` and `subtype` are resolved to options. */
function toV4Value(item: unknown, field: Field): unknown {
  const {
    value,
    enum: option,
    subtype,
  } = isRecord(item) ? item : { value: item, enum: undefined, subtype: undefined }
  switch (field.type) {
    case 'select':
    case 'radiobutton':
    case 'multiselect':
      return optionOf(field, option ?? value)
    case 'multitext': {
      const enumPart =
        option === undefined || option === null || option === '' ? {} : enumOf(field, option)
      return { value: textOf(value), ...enumPart }
    }
    case 'smart_address': {
      const code = subtypes[(integerOf(subtype) ?? 0) - 1] ?? subtype
      return { value: textOf(value), enum_code: code }
    }
    case 'date':
    case 'birthday':
    case 'date_time':
      return { value: localDate(value) ?? value }
    case 'legal_entity': {
      if (!isRecord(value)) return { value }
      const { external_id: id, ...rest } = value
      return { value: id === undefined ? rest : { ...rest, external_uid: id } }
    }
    default:
      return { value }
  }
}

const textOf = (value: unknown) => (typeof value === 'number' ? String(value) : value)

/** Matches an option by id, then code, then label. */
function optionOf(field: Field, given: unknown) {
  const id = integerOf(given)
  if (field.enums?.some((option) => option.id === id)) return { enum_id: id }
  const isCode = field.enums?.some(({ code }) => code !== null && code === given)
  return isCode ? { enum_code: given } : { value: textOf(given) }
}

const enumOf = (field: Field, given: unknown) =>
  field.enums?.some((option) => option.id === integerOf(given))
    ? { enum_id: integerOf(given) }
    : { enum_code: given }

/** `2022/05/12`, `2022-05-12 10:00:00` and `12.05.2022` are in the account's time zone. */
function localDate(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const [, day, month, yearLast] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(value) ?? []
  if (day) return timestampOf(`${yearLast}-${month}-${day}`, '00:00:00')
  const match = /^(\d{4})[/-](\d\d)[/-](\d\d)(?: (\d\d:\d\d(?::\d\d)?))?$/.exec(value)
  if (!match) return undefined
  const time = match[4] ?? '00:00:00'
  return timestampOf(`${match[1]}-${match[2]}-${match[3]}`, time.length === 5 ? `${time}:00` : time)
}

/** Account-local date and time to ISO 8601 in UTC; undefined for a date that does not exist. */
function timestampOf(date: string, time: string): string | undefined {
  const accountTime = Date.parse(`${date}T${time}Z`)
  return Number.isNaN(accountTime)
    ? undefined
    : new Date(fromAccountTime(accountTime / 1000) * 1000).toISOString()
}
