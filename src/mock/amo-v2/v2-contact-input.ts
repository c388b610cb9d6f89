import { isRecord, integerOf } from '#mock/json-value.ts'
import type { ContactEdit } from '#mock/store/contact-edit.ts'
import type { Store } from '#mock/mock-store.ts'
import { listOf, readV2Fields } from './v2-field-input.ts'

/** One contact of a v2 write: its own fields and the links to add or remove. */
export type V2ContactEdit = {
  edit: ContactEdit
  companyName?: string
  leads: number[]
  customers: number[]
  unlink: { leads: number[]; companies: number[]; customers: number[] }
}

/** A number from the table of v2 error codes (reference 5 of amocrm-v2). */
export type V2ErrorCode = number

const maxLeads = 40

/** Reads one item of `add` or `update`; returns the v2 error code of the first error. */
export function readV2Item(
  item: Record<string, unknown>,
  store: Store,
  isNew: boolean,
): V2ContactEdit | V2ErrorCode {
  const edit: ContactEdit = {}
  const { name } = item
  const hasName = (typeof name === 'string' && name.trim() !== '') || typeof name === 'number'
  if (isNew && !hasName) return 238 // a required value is missing
  if (hasName) edit.name = String(name)
  for (const key of ['first_name', 'last_name'] as const)
    if (typeof item[key] === 'string') edit[key] = item[key]
  for (const key of ['created_at', 'updated_at'] as const) {
    const time = integerOf(item[key])
    if (time !== undefined && time > 0) edit[key] = time
  }
  for (const key of ['responsible_user_id', 'created_by', 'updated_by'] as const) {
    if (item[key] === undefined || item[key] === '') continue
    const id = integerOf(item[key])
    if (id === undefined || (id !== 0 && !store.directory.user(id))) return isNew ? 205 : 212
    edit[key] = id
  }
  if (item['tags'] !== undefined) edit.tags = tagNames(item['tags']).map((tag) => ({ name: tag }))
  const fields = readV2Fields(item['custom_fields'], store.directory)
  if (fields === 'field not found') return isNew ? 204 : 211
  if (fields === 'field system error') return isNew ? 203 : 210
  if (fields.length > 0) edit.fields = fields

  const company = integerOf(item['company_id'])
  if (company !== undefined && company > 0) {
    if (!store.companies.has(company)) return isNew ? 205 : 212
    edit.company_id = company
  }
  const leads = idList(item['leads_id'])
  const customers = idList(item['customers_id'])
  if (leads.length > maxLeads) return 330
  if (leads.some((id) => !store.leads.has(id)) || customers.some((id) => !store.customers.has(id)))
    return isNew ? 205 : 212
  const unlink = isRecord(item['unlink']) ? item['unlink'] : {}
  return {
    edit,
    ...(typeof item['company_name'] === 'string' && item['company_name'].trim() !== ''
      ? { companyName: item['company_name'].trim() }
      : {}),
    leads,
    customers,
    unlink: {
      leads: idList(unlink['leads_id']),
      companies: idList(unlink['company_id']),
      customers: idList(unlink['customers_id']),
    },
  }
}

/** A list, a single number or a comma-separated string; items may be numbers or strings. */
function idList(input: unknown): number[] {
  const items =
    typeof input === 'string'
      ? input.split(',')
      : typeof input === 'number'
        ? [input]
        : listOf(input)
  return items
    .map((item) => integerOf(typeof item === 'string' ? item.trim() : item) ?? 0)
    .filter((id) => id > 0)
}

/** `"важный,доставка"`, or a list of names; an empty string removes all tags. */
function tagNames(input: unknown): string[] {
  const items = typeof input === 'string' ? input.split(',') : listOf(input)
  return items
    .map((item) => String(isRecord(item) ? (item['name'] ?? '') : item).trim())
    .filter((name) => name !== '')
}
