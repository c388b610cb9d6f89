import { startOfDay } from '#mock/account-time.ts'
import type { Field, FieldEnum, FieldValue } from '#mock/store/contact.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

const itemKeys = new Set(['value', 'enum_id', 'enum_code'])
const textLimits: Record<string, number> = {
  text: 256,
  streetaddress: 256,
  url: 2000,
  textarea: 65_535,
}

/** Reads one item of `values` by the type of its field; undefined for an empty value. */
export function readValue(
  item: unknown,
  field: Field,
  path: string,
  issues: Issues,
): FieldValue | undefined {
  if (!isRecord(item)) return void issues.reportType(path, 'array')
  // `enum`, which the documents' samples show on read, is rejected on write (reference 6.4).
  for (const key of Object.keys(item))
    if (!itemKeys.has(key)) issues.report('FieldNotExpected', `${path}.${key}`)
  const { value } = item
  const valuePath = `${path}.value`
  switch (field.type) {
    case 'select':
    case 'radiobutton':
    case 'multiselect':
      return readOption(item, field, path, issues)
    case 'multitext':
    case 'smart_address':
      return readEnumText(item, field, path, issues)
    case 'legal_entity':
      return readObject(value, legalKeys, 'name', valuePath, issues)
    case 'file':
      return readObject(value, fileKeys, 'file_uuid', valuePath, issues)
    default:
      return value === null || value === undefined || value === ''
        ? undefined
        : readPlain(value, field.type, valuePath, issues)
  }
}

function readPlain(value: unknown, type: string, valuePath: string, issues: Issues) {
  switch (type) {
    case 'numeric':
    case 'monetary': {
      const text = typeof value === 'number' ? String(value) : value
      const isNumber = typeof text === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(text.trim())
      return isNumber ? { value: text.trim() } : void issues.reportType(valuePath, 'numeric')
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
      return checked === undefined ? void issues.reportType(valuePath, 'bool') : { value: checked }
    }
    case 'date':
    case 'birthday':
    case 'date_time': {
      const unix = readDate(value, type !== 'date_time')
      return unix === undefined ? void issues.report('InvalidFormat', valuePath) : { value: unix }
    }
    default:
      return readText(value, type, valuePath, issues)
  }
}

function readText(value: unknown, type: string, valuePath: string, issues: Issues) {
  if (typeof value !== 'string' && typeof value !== 'number')
    return void issues.reportType(valuePath, 'string')
  const text = String(value)
  const max = textLimits[type] ?? 65_535
  if (text.length > max) return void issues.reportLength(valuePath, max)
  const isWrongUrl = type === 'url' && !(URL.canParse(text) && /^https?:\/\//i.test(text))
  return isWrongUrl ? void issues.reportUrl(valuePath) : { value: text }
}

const maxUnixTime = 253_402_300_799 // the end of the year 9999

/** Unix seconds or RFC 3339 to Unix seconds; dates start at midnight in the account's time zone. */
function readDate(value: unknown, isDay: boolean): number | undefined {
  const unix = integerOf(value) ?? fromText(value)
  if (unix === undefined || Math.abs(unix) > maxUnixTime) return undefined
  return isDay ? startOfDay(unix) : unix
}

function fromText(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const isStandard = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(value)
  const time = isStandard ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}

/** An option by label, id or code; nulls beside the one used are ignored. */
function readOption(item: Record<string, unknown>, field: Field, path: string, issues: Issues) {
  const keys = ['enum_id', 'enum_code', 'value'] as const
  const used = keys.filter((key) => item[key] !== null && item[key] !== undefined)
  if (used.length === 0) return void issues.report('FieldMissing', `${path}.value`)
  const found = used.map((key) => field.enums?.find((option) => isOption(option, key, item[key])))
  const [first] = found
  const wrong = found.findIndex((option) => !option || option !== first)
  if (wrong >= 0) return void issues.report('NotSupportedChoice', `${path}.${used[wrong]}`)
  return first && { value: first.value, enum_id: first.id, enum_code: first.code }
}

function isOption(option: FieldEnum, key: 'enum_id' | 'enum_code' | 'value', given: unknown) {
  if (key === 'enum_id') return option.id === integerOf(given)
  return key === 'enum_code' ? option.code === given : option.value === String(given)
}

/** A text with an option: the type of a phone, the part of an address. */
function readEnumText(item: Record<string, unknown>, field: Field, path: string, issues: Issues) {
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
  if (wrong >= 0) return void issues.report('NotSupportedChoice', `${path}.${used[wrong]?.[0]}`)
  const option = found[0] ?? defaultOption(field)
  if (!option) return void issues.report('FieldMissing', `${path}.enum_code`)
  if (value === undefined || value === null || value === '') return undefined
  const text = readText(value, 'text', `${path}.value`, issues)
  return text && { ...text, enum_id: option.id, enum_code: option.code }
}

/** WORK, else OTHER, else the first option; an address part must always be named. */
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
  valuePath: string,
  issues: Issues,
) {
  if (value === null || value === undefined || value === '') return undefined
  if (!isRecord(value)) return void issues.reportType(valuePath, 'array')
  const unexpected = Object.keys(value).filter((key) => !keys.has(key))
  for (const key of unexpected) issues.report('FieldNotExpected', `${valuePath}.${key}`)
  const type = value['entity_type'] ?? null
  if (![null, 1, 2, '1', '2'].includes(type as null))
    return void issues.report('NotSupportedChoice', `${valuePath}.entity_type`)
  const name = value[required]
  if (typeof name !== 'string' || name === '')
    return void issues.report('FieldMissing', `${valuePath}.${required}`)
  return { value: { ...value } }
}
