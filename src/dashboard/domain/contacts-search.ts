import * as z from 'zod/mini'
import { contactQuery } from '#contract/api/contacts.ts'
import type { ListedKey } from '#contract/model/listed-key.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'
import type { AddressParts } from './address-search.ts'
import { fieldsAmong, isLayout, listedAmong, readLayout } from './contact-columns.ts'
import {
  filterParts,
  hasPresets,
  isFilterText,
  type FilterPart,
  type FilterTexts,
} from './contact-filters.ts'
import { canSortBy } from './contacts-sort.ts'

const { page, size, search, sort } = contactQuery.shape

const filterText = (name: FilterPart) =>
  z.optional(z.string().check(z.refine((text) => isFilterText(name, text))))

const byFilter = <Value>(make: (name: FilterPart) => Value) =>
  Object.fromEntries(filterParts.map((name) => [name, make(name)])) as Record<FilterPart, Value> // every name is present by construction

/**
 * The state of the list in its URL: the query for the proxy, the columns, the contact in the side
 * panel, and the saved view.
 */
export const contactsSearch = z.object({
  page,
  size,
  search,
  sort,
  /** See `readLayout`. */
  columns: z.optional(z.string().check(z.maxLength(4000), z.refine(isLayout))),
  panel: z.optional(wholeNumber(1)),
  /** The ID of the view that was opened, from which the rest may differ since. */
  view: z.optional(z.string().check(z.maxLength(64))),
  ...byFilter(filterText),
})
export const contactsSearchDefaults = { page: 1, size: 50, search: '' } as const

export type ContactsSearch = z.output<typeof contactsSearch>

/** What the list shows: the part of the URL that the source supports. Also the key of its cache. */
export type ContactsQuery = {
  page: number
  size: number
  search: string
  sort: string | undefined
  filters: FilterTexts
  /** Ids of the custom fields whose values the rows include, ascending. */
  columns: number[]
  /** Further attributes that the rows include. */
  attributes?: ListedKey[]
}

/** The part of the URL that this source supports; the rest falls back to its defaults. */
export function toQuery(asked: ContactsSearch, can: Capabilities): ContactsQuery {
  const columns = readLayout(asked.columns, can.knows).map(({ id }) => id)
  const attributes = listedAmong(columns)
  const rows = can.pageSizes.includes(asked.size) ? asked.size : (can.pageSizes[0] ?? 50)
  return {
    page: asked.page,
    size: rows,
    search: can.search ? asked.search : '',
    sort: canSort(asked.sort, can) ? asked.sort : (can.defaultSort ?? undefined),
    filters: filtersOf(asked, can),
    columns: fieldsAmong(columns),
    ...(attributes.length > 0 && { attributes }),
  }
}

function canSort(order: string | undefined, can: Capabilities): order is string {
  const terms = readSort(order ?? '')
  return (
    terms.length > 0 &&
    terms.length <= can.maxSorts &&
    terms.every(({ field }) => canSortBy(field, can))
  )
}

/** Whether there is a local copy, or could be one. */
const hasCopy = (can: Capabilities): boolean => can.mirror || can.copyable === true

/** Only a complete copy supports conditions. */
const isFilling = (can: Capabilities): boolean => hasCopy(can) && !can.operators

/**
 * Whether the order in the URL has to wait for the local copy to be complete, or on again; until then the
 * rows have the default order, and the page says so.
 */
export const isSortPending = ({ sort: order }: ContactsSearch, can: Capabilities): boolean =>
  order !== undefined && isFilling(can) && !canSort(order, can)

/**
 * Whether the filters in the URL have to wait for the local copy to be complete; until then nothing
 * is shown, because without them the list would show everything.
 */
export const isFilterPending = (filters: FilterTexts, can: Capabilities): boolean =>
  filters.where !== undefined && !can.operators

/** Valid parts of the URL that this source does not support: they must not be ignored silently. */
export function unsupportedParts(asked: ContactsSearch, can: Capabilities): AddressParts {
  const { size: rows, sort: order, search: text } = asked
  const isSized = rows === contactsSearchDefaults.size || can.pageSizes.includes(rows)
  const filtered = filterParts.filter((name) => asked[name] !== undefined && !canFilter(name, can))
  return {
    ...(!isSized && { size: String(rows) }),
    ...(order !== undefined && !canSort(order, can) && !isFilling(can) && { sort: order }),
    ...(text && !can.search && { search: text }),
    ...Object.fromEntries(filtered.map((name) => [name, String(asked[name])])),
  }
}

function filtersOf(asked: ContactsSearch, can: Capabilities): FilterTexts {
  const texts: FilterTexts = {}
  for (const name of filterParts)
    if (asked[name] !== undefined && canFilter(name, can)) texts[name] = asked[name]
  return texts
}

/** `where` also while the copy that supports it is filled: it must not be lost meanwhile. */
const canFilter = (name: FilterPart, can: Capabilities): boolean =>
  name === 'where' ? can.operators || hasCopy(can) : can.filters.includes(name)

/** Clears every filter when merged into the search of a URL. */
export const noFilters = byFilter(() => undefined)

/**
 * The query with its presets replaced by days of the account's calendar at `now` (milliseconds).
 * `readTimeZone` (IANA name, null: the user's own) is called only if there are presets.
 */
export async function resolvePresets(
  query: ContactsQuery,
  now: number,
  readTimeZone: () => Promise<string | null>,
): Promise<ContactsQuery> {
  if (!hasPresets(query.filters)) return query
  const { withoutPresets } = await import('./preset-filters.ts')
  const filters = withoutPresets(query.filters, { now, timeZone: await readTimeZone() })
  return { ...query, filters }
}

/** The parameters of `GET /api/sources/:source/contacts`, of a query without presets. */
export function toParameters(query: ContactsQuery): URLSearchParams {
  const params = new URLSearchParams({ page: String(query.page), size: String(query.size) })
  if (query.search) params.set('search', query.search)
  if (query.sort) params.set('sort', query.sort)
  for (const name of filterParts) {
    const text = query.filters[name]
    if (text !== undefined) params.set(name, text)
  }
  if (query.columns.length > 0) params.set('columns', query.columns.join(','))
  if (query.attributes) params.set('attributes', query.attributes.join(','))
  return params
}
