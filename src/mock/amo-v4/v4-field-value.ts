import type { Field, FieldEnum, FieldValue } from '#mock/store/contact.ts'
import { readDate } from './dates.ts'
import { isRecord, wholeOf, type Problems } from './v4-item-issues.ts'

const itemKeys = new Set(['value', 'enum_id', 'enum_code'])
const textLimits: Record<string, number> = {
  text: 256,
  streetaddress: 256,
  url: 2000,
  textarea: 65_535,
}

/** One item of `values`, judged by its field's type; an empty value is no value. */
export function readValue(
  item: unknown,
  field: Field,
  path: string,
  problems: Problems,
): FieldValue | undefined {
  if (!isRecord(item)) return void problems.refuseType(path, 'array')
  // `enum`, which the documents' samples show on read, is refused on write (reference 6.4).
  for (const key of Object.keys(item))
    if (!itemKeys.has(key)) problems.refuse('FieldNotExpected', `${path}.${key}`)
  const { value } = item
  const at = `${path}.value`
  switch (field.type) {
    case 'select':
    case 'radiobutton':
    case 'multiselect':
      return readOption(item, field, path, problems)
    case 'multitext':
    case 'smart_address':
      return readCoded(item, field, path, problems)
    case 'legal_entity':
      return readObject(value, legalKeys, 'name', at, problems)
    case 'file':
      return readObject(value, fileKeys, 'file_uuid', at, problems)
    default:
      return value === null || value === undefined || value === ''
        ? undefined
        : readPlain(value, field.type, at, problems)
  }
}

function readPlain(value: unknown, type: string, at: string, problems: Problems) {
  switch (type) {
    case 'numeric':
    case 'monetary': {
      const text = typeof value === 'number' ? String(value) : value
      const isNumber = typeof text === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(text.trim())
      return isNumber ? { value: text.trim() } : void problems.refuseType(at, 'numeric')
    }
    case 'checkbox': {
      const known = new Map<unknown, boolean>([
        [true, true],
        [1, true],
        ['1', true],
        [false, false],
        [0, false],
        ['0', false],
      ])
      const checked = known.get(value)
      return checked === undefined ? void problems.refuseType(at, 'bool') : { value: checked }
    }
    case 'date':
    case 'birthday':
    case 'date_time': {
      const unix = readDate(value, type !== 'date_time')
      return unix === undefined ? void problems.refuse('InvalidFormat', at) : { value: unix }
    }
    default:
      return readText(value, type, at, problems)
  }
}

function readText(value: unknown, type: string, at: string, problems: Problems) {
  if (typeof value !== 'string' && typeof value !== 'number')
    return void problems.refuseType(at, 'string')
  const text = String(value)
  const most = textLimits[type] ?? 65_535
  if (text.length > most) return void problems.refuseLength(at, most)
  const isWrongUrl = type === 'url' && !(URL.canParse(text) && /^https?:\/\//i.test(text))
  return isWrongUrl ? void problems.refuseUrl(at) : { value: text }
}

/** An option by its text, its id or its code; a null beside the one that is used means nothing. */
function readOption(item: Record<string, unknown>, field: Field, path: string, problems: Problems) {
  const keys = ['enum_id', 'enum_code', 'value'] as const
  const used = keys.filter((key) => item[key] !== null && item[key] !== undefined)
  if (used.length === 0) return void problems.refuse('FieldMissing', `${path}.value`)
  const found = used.map((key) => field.enums?.find((option) => isOption(option, key, item[key])))
  const [first] = found
  const wrong = found.findIndex((option) => !option || option !== first)
  if (wrong >= 0) return void problems.refuse('NotSupportedChoice', `${path}.${used[wrong]}`)
  return first && { value: first.value, enum_id: first.id, enum_code: first.code }
}

function isOption(option: FieldEnum, key: 'enum_id' | 'enum_code' | 'value', given: unknown) {
  if (key === 'enum_id') return option.id === wholeOf(given)
  return key === 'enum_code' ? option.code === given : option.value === String(given)
}

/** A text with a kind: a telephone at work, the city of an address. */
function readCoded(item: Record<string, unknown>, field: Field, path: string, problems: Problems) {
  const { value, enum_id: id, enum_code: code } = item
  const given = [
    ['enum_id', id],
    ['enum_code', code],
  ] as const
  const used = given.filter(([, known]) => known !== null && known !== undefined)
  const found = used.map(([key, known]) =>
    field.enums?.find((option) => isOption(option, key, known)),
  )
  const wrong = found.findIndex((option) => !option || option !== found[0])
  if (wrong >= 0) return void problems.refuse('NotSupportedChoice', `${path}.${used[wrong]?.[0]}`)
  const option = found[0] ?? defaultOption(field)
  if (!option) return void problems.refuse('FieldMissing', `${path}.enum_code`)
  if (value === undefined || value === null || value === '') return undefined
  const text = readText(value, 'text', `${path}.value`, problems)
  return text && { ...text, enum_id: option.id, enum_code: option.code }
}

/** WORK where there is such a kind, else OTHER; a part of an address must be named. */
const defaultOption = (field: Field) =>
  field.type === 'smart_address'
    ? undefined
    : (field.enums?.find(({ code }) => code === 'WORK') ??
      field.enums?.find(({ code }) => code === 'OTHER') ??
      field.enums?.[0])

const legalKeys = new Set(
  'name entity_type vat_id kpp address tax_registration_reason_code real_address bank_code bank_account_number director external_uid unp bin egrpou mfo oked'.split(
    ' ',
  ),
)
const fileKeys = new Set(['file_uuid', 'version_uuid', 'file_name', 'file_size', 'is_deleted'])

function readObject(
  value: unknown,
  keys: Set<string>,
  required: string,
  at: string,
  problems: Problems,
) {
  if (value === null || value === undefined || value === '') return undefined
  if (!isRecord(value)) return void problems.refuseType(at, 'array')
  const strange = Object.keys(value).filter((key) => !keys.has(key))
  for (const key of strange) problems.refuse('FieldNotExpected', `${at}.${key}`)
  const type = value['entity_type'] ?? null
  if (![null, 1, 2, '1', '2'].includes(type as null))
    return void problems.refuse('NotSupportedChoice', `${at}.entity_type`)
  const name = value[required]
  if (typeof name !== 'string' || name === '')
    return void problems.refuse('FieldMissing', `${at}.${required}`)
  return { value: { ...value } }
}
