import type { Field, FieldEnum } from '#mock/store/contact.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

const creatable = new Set(
  'text numeric textarea checkbox url date date_time birthday select radiobutton multiselect streetaddress smart_address legal_entity monetary file'.split(
    ' ',
  ),
)
const withOptions = new Set(['select', 'radiobutton', 'multiselect'])
const addressParts = ['address_line_1', 'address_line_2', 'city', 'state', 'zip', 'country']

type NextId = () => number

/** Reads a definition to be created (reference 6.1); multitext and system fields cannot be created. */
export function readNewField(
  item: Record<string, unknown>,
  nextId: NextId,
  issues: Issues,
): Field | undefined {
  const { name, type } = item
  if (typeof name !== 'string' || name.trim() === '') issues.report('FieldMissing', 'name')
  if (typeof type !== 'string') issues.report('FieldMissing', 'type')
  else if (!creatable.has(type)) issues.report('NotSupportedChoice', 'type')
  if (issues.errors.length > 0) return undefined
  const field: Field = {
    id: nextId(),
    name: String(name),
    type: String(type),
    code: null,
    sort: 600,
    group_id: null,
    is_api_only: false,
    is_predefined: false,
    is_deletable: true,
    currency: type === 'monetary' ? 'RUB' : null,
    remind: type === 'birthday' ? 'never' : null,
    required_statuses: [],
    enums: type === 'smart_address' ? addressEnums(nextId) : null,
  }
  return readFieldChange(item, field, nextId, issues)
}

/** Applies a change request to a definition. */
export function readFieldChange(
  item: Record<string, unknown>,
  field: Field,
  nextId: NextId,
  issues: Issues,
): Field {
  const next = { ...field }
  const { name, sort, code, group_id: group, is_api_only: apiOnly, remind, currency } = item
  if (typeof name === 'string' && name.trim() !== '') next.name = name
  else if (name !== undefined) issues.report('IsBlank', 'name')
  const order = integerOf(sort)
  if (order !== undefined) next.sort = order
  else if (sort !== undefined) issues.reportType('sort', 'int')
  if (typeof code === 'string' && !field.is_predefined) next.code = code
  if (typeof group === 'string' || group === null) next.group_id = group
  if (typeof apiOnly === 'boolean') next.is_api_only = apiOnly
  if (field.type === 'birthday' && typeof remind === 'string') {
    if (['never', 'day', 'week', 'month'].includes(remind)) next.remind = remind
    else issues.report('NotSupportedChoice', 'remind')
  }
  if (field.type === 'monetary' && typeof currency === 'string') next.currency = currency
  if (!withOptions.has(field.type)) return next
  const options = item['enums']
  if (options === undefined) return { ...next, enums: field.enums ?? [] }
  return { ...next, enums: readEnums(options, field.enums ?? [], nextId, issues) }
}

/** The list replaces all options: those without an id are new, those left out are removed. */
function readEnums(
  input: unknown,
  known: FieldEnum[],
  nextId: NextId,
  issues: Issues,
): FieldEnum[] {
  if (!Array.isArray(input)) {
    issues.reportType('enums', 'array')
    return known
  }
  return input.flatMap((item: unknown, i) => {
    const id = isRecord(item) ? integerOf(item['id']) : undefined
    const old = known.find((option) => option.id === id)
    if (id !== undefined && !old) issues.report('NotSupportedChoice', `enums.${i}.id`)
    const value = isRecord(item) ? (item['value'] ?? old?.value) : undefined
    if (typeof value !== 'string' || value === '') issues.report('FieldMissing', `enums.${i}.value`)
    if (!isRecord(item) || typeof value !== 'string' || (id !== undefined && !old)) return []
    const code = typeof item['code'] === 'string' ? item['code'] : (old?.code ?? null)
    return [{ id: old?.id ?? nextId(), value, sort: integerOf(item['sort']) ?? i * 10, code }]
  })
}

const addressEnums = (nextId: NextId) =>
  addressParts.map((code, i) => ({ id: nextId(), value: code, sort: i + 1, code }))
