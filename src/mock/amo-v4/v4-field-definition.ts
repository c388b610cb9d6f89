import type { Field, FieldEnum } from '#mock/store/contact.ts'
import { isRecord, wholeOf, type Problems } from './v4-item-issues.ts'

const creatable = new Set(
  'text numeric textarea checkbox url date date_time birthday select radiobutton multiselect streetaddress smart_address legal_entity monetary file'.split(
    ' ',
  ),
)
const withOptions = new Set(['select', 'radiobutton', 'multiselect'])
const addressParts = ['address_line_1', 'address_line_2', 'city', 'state', 'zip', 'country']

type NextId = () => number

/** A definition to be created (reference 6.1); multitext and system fields cannot be. */
export function readNewField(
  item: Record<string, unknown>,
  nextId: NextId,
  problems: Problems,
): Field | undefined {
  const { name, type } = item
  if (typeof name !== 'string' || name.trim() === '') problems.refuse('FieldMissing', 'name')
  if (typeof type !== 'string') problems.refuse('FieldMissing', 'type')
  else if (!creatable.has(type)) problems.refuse('NotSupportedChoice', 'type')
  if (problems.errors.length > 0) return undefined
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
  return readFieldChange(item, field, nextId, problems)
}

/** The definition with what a request changes of it. */
export function readFieldChange(
  item: Record<string, unknown>,
  field: Field,
  nextId: NextId,
  problems: Problems,
): Field {
  const next = { ...field }
  const { name, sort, code, group_id: group, is_api_only: apiOnly, remind, currency } = item
  if (typeof name === 'string' && name.trim() !== '') next.name = name
  else if (name !== undefined) problems.refuse('IsBlank', 'name')
  const place = wholeOf(sort)
  if (place !== undefined) next.sort = place
  else if (sort !== undefined) problems.refuseType('sort', 'int')
  if (typeof code === 'string' && !field.is_predefined) next.code = code
  if (typeof group === 'string' || group === null) next.group_id = group
  if (typeof apiOnly === 'boolean') next.is_api_only = apiOnly
  if (field.type === 'birthday' && typeof remind === 'string') {
    if (['never', 'day', 'week', 'month'].includes(remind)) next.remind = remind
    else problems.refuse('NotSupportedChoice', 'remind')
  }
  if (field.type === 'monetary' && typeof currency === 'string') next.currency = currency
  if (!withOptions.has(field.type)) return next
  const options = item['enums']
  if (options === undefined) return { ...next, enums: field.enums ?? [] }
  return { ...next, enums: readEnums(options, field.enums ?? [], nextId, problems) }
}

/** The sent options are all there are: those without an id are new, those left out are gone. */
function readEnums(
  input: unknown,
  known: FieldEnum[],
  nextId: NextId,
  problems: Problems,
): FieldEnum[] {
  if (!Array.isArray(input)) {
    problems.refuseType('enums', 'array')
    return known
  }
  return input.flatMap((item: unknown, i) => {
    const id = isRecord(item) ? wholeOf(item['id']) : undefined
    const old = known.find((option) => option.id === id)
    if (id !== undefined && !old) problems.refuse('NotSupportedChoice', `enums.${i}.id`)
    const value = isRecord(item) ? (item['value'] ?? old?.value) : undefined
    if (typeof value !== 'string' || value === '')
      problems.refuse('FieldMissing', `enums.${i}.value`)
    if (!isRecord(item) || typeof value !== 'string' || (id !== undefined && !old)) return []
    const code = typeof item['code'] === 'string' ? item['code'] : (old?.code ?? null)
    return [{ id: old?.id ?? nextId(), value, sort: wholeOf(item['sort']) ?? i * 10, code }]
  })
}

const addressEnums = (nextId: NextId) =>
  addressParts.map((code, i) => ({ id: nextId(), value: code, sort: i + 1, code }))
