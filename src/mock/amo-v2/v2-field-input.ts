import { fromAccountTime } from '#mock/account-time.ts'
import { readValue } from '#mock/amo-v4/v4-field-value.ts'
import { createIssues, isRecord, integerOf } from '#mock/amo-v4/v4-item-issues.ts'
import type { Field, FieldValue } from '#mock/store/contact.ts'
import type { FieldEdit } from '#mock/store/contact-edit.ts'
import type { Directory } from '#mock/store/account-directory.ts'
import { subtypes } from './v2-field-types.ts'

/** Numbers of the table of legacy codes: not found, not right; for add and for update. */
export type FieldError = 'field not found' | 'field system error'

/** `custom_fields` of a v2 write; the first thing wrong ends the item. */
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

/** PHP makes lists and maps of the same thing; nothing is an empty list. */
export function listOf(input: unknown): unknown[] {
  if (Array.isArray(input)) return input
  return isRecord(input) ? Object.values(input) : []
}

/** One item of v2's `values` in the words of v4: bare ids and texts become values, enum and subtype find their option. */
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

/** By id, by code, by text: whichever the account has. */
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

/** `2022/05/12`, `2022-05-12 10:00:00` and `12.05.2022` are said in the account's zone. */
function localDate(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const [, day, month, yearLast] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(value) ?? []
  if (day) return timestampOf(`${yearLast}-${month}-${day}`, '00:00:00')
  const match = /^(\d{4})[/-](\d\d)[/-](\d\d)(?: (\d\d:\d\d(?::\d\d)?))?$/.exec(value)
  if (!match) return undefined
  const time = match[4] ?? '00:00:00'
  return timestampOf(`${match[1]}-${match[2]}-${match[3]}`, time.length === 5 ? `${time}:00` : time)
}

/** As clocks of the account show it; undefined for what no calendar has. */
function timestampOf(date: string, time: string): string | undefined {
  const accountTime = Date.parse(`${date}T${time}Z`)
  return Number.isNaN(accountTime)
    ? undefined
    : new Date(fromAccountTime(accountTime / 1000) * 1000).toISOString()
}
