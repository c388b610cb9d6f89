import type { ContactQuery } from '#contract/api/contacts.ts'
import type { FieldFilter, Range } from '#contract/api/filters.ts'
import { readSort } from '#contract/api/sort.ts'
import type { ListedKey } from '#contract/model/listed-key.ts'
import { decimalSortKey } from '#contract/model/sort-key.ts'
import { unreadableIn } from '#contract/upstream/lenient.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import { textOf } from '#proxy/sources/amo-value-reader.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { itemsOf } from './value-reader.ts'

type Pair = [key: string, value: string | number]

const sortNames = new Map<string, string>([
  ['updatedAt', 'updated_at'],
  ['name', 'name'],
  ['id', 'id'],
])

export const defaultSort = '-updatedAt'

/**
 * Converts a query to parameters of `GET /api/v4/contacts` (reference 3.2), as pairs because a
 * filter may occur twice.
 */
export function toListParams(query: ContactQuery): Pair[] {
  return [
    ['page', query.page],
    ['limit', query.size],
    ...(query.search ? [['query', query.search] satisfies Pair] : []),
    orderOf(query.sort ?? defaultSort),
    ...withLinks(query.attributes ?? []),
    ...list('id', query.ids),
    ...list('name', query.name === undefined ? undefined : [query.name]),
    ...list('responsible_user_id', query.responsible),
    ...list('created_by', query.createdBy),
    ...list('updated_by', query.updatedBy),
    ...range('created_at', query.created),
    ...range('updated_at', query.updated),
    ...range('closest_task_at', query.nextTask),
    ...(query.fields ?? []).flatMap(fieldParams),
  ]
}

const linkNames = new Map<ListedKey, string>([
  ['leads', 'leads'],
  ['customers', 'customers'],
  ['catalogElements', 'catalog_elements'],
])

function withLinks(attributes: readonly ListedKey[]): Pair[] {
  const names = attributes.flatMap((key) => linkNames.get(key) ?? [])
  return names.length > 0 ? [['with', names.join(',')]] : []
}

function orderOf(sort: string): Pair {
  const [term, second] = readSort(sort)
  const name = sortNames.get(term?.field ?? '')
  if (!name || second) throw new UnsupportedError('sort', 'amoCRM sorts by one attribute')
  return [`order[${name}]`, term?.direction === 'descending' ? 'desc' : 'asc']
}

const list = (name: string, values: (string | number)[] | undefined): Pair[] =>
  (values ?? []).map((value) => [`filter[${name}][]`, value])

const range = (name: string, asked: Range | undefined): Pair[] =>
  ends(`filter[${name}]`, asked, toSeconds)

function fieldParams(field: FieldFilter): Pair[] {
  const key = `filter[custom_fields_values][${field.id}]`
  if ('is' in field) return field.is.map((value): Pair => [`${key}[]`, value])
  return ends(key, field, toBound)
}

function ends(key: string, asked: Range | undefined, toEnd: (text: string) => Pair[1]): Pair[] {
  const { from, to } = asked ?? {}
  return [
    ...(from === undefined ? [] : [[`${key}[from]`, toEnd(from)] satisfies Pair]),
    ...(to === undefined ? [] : [[`${key}[to]`, toEnd(to)] satisfies Pair]),
  ]
}

/** A decimal number is unchanged; a time is converted to Unix seconds. */
const toBound = (text: string): string =>
  decimalSortKey(text) === null ? String(toSeconds(text)) : text

/**
 * Whether a returned contact matches the query. An account without the filter feature returns all
 * contacts with status 200. A value that could not be read, or that is missing although every
 * contact has one, counts as a match.
 */
export function matches(contact: AmoContact, query: ContactQuery): boolean {
  const odd = new Set(unreadableIn(contact).map(({ path }) => path.split('.')[0]))
  return (
    isIn(contact.id, query.ids) &&
    (query.name === undefined ||
      odd.has('name') ||
      contact.name?.toLowerCase() === query.name.toLowerCase()) &&
    isIn(contact.responsible_user_id, query.responsible) &&
    isIn(contact.created_by, query.createdBy) &&
    isIn(contact.updated_by, query.updatedBy) &&
    (contact.created_at == null || isWithin(contact.created_at, query.created)) &&
    (contact.updated_at == null || isWithin(contact.updated_at, query.updated)) &&
    (odd.has('closest_task_at') || isWithin(contact.closest_task_at, query.nextTask)) &&
    (odd.has('custom_fields_values') ||
      (query.fields ?? []).every((field) => holds(contact, field)))
  )
}

const isIn = (id: number | null | undefined, asked: number[] | undefined) =>
  id == null || !asked || asked.includes(id)

function isWithin(at: number | null | undefined, asked: Range | undefined): boolean {
  if (!asked) return true
  if (at == null) return false
  return (
    (asked.from === undefined || at >= toSeconds(asked.from)) &&
    (asked.to === undefined || at <= toSeconds(asked.to))
  )
}

function holds(contact: AmoContact, field: FieldFilter): boolean {
  const found = contact.custom_fields_values?.items.find((f) => f.field_id === field.id)
  const { items: values, isOdd } = found ? itemsOf(found) : { items: [], isOdd: false }
  if (isOdd) return true
  if ('is' in field)
    return values.some(
      ({ id, value }) =>
        (id !== null && field.is.includes(String(id))) ||
        field.is.some((asked) => textOf(value)?.toLowerCase() === asked.toLowerCase()),
    )
  const [from, to] = [field.from, field.to].map((bound) =>
    bound === undefined ? null : decimalSortKey(toBound(bound)),
  )
  return values.some((v) => {
    const held = decimalSortKey(textOf(v.value) ?? '')
    return held !== null && (!from || held >= from) && (!to || held <= to)
  })
}
