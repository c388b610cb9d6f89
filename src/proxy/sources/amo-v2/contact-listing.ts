import type { ContactQuery, UnreadableRow } from '#contract/api/contacts.ts'
import type { Rows } from '#contract/upstream/lenient.ts'
import type { LegacyContact } from '#contract/upstream/amo-v2/contacts.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { toUnreadableRows } from '#proxy/sources/unreadable-attributes.ts'
import { looksSearched } from '#proxy/sources/search-check.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { LegacyClient, ListParams } from './client.ts'

export const maxRows = 500 // v2's own limit (seed 003)

type Listing = {
  rows: LegacyContact[]
  unreadable: UnreadableRow[]
  hasNext: boolean
  filterApplied: boolean
}

/** A page of contacts in the format of v2: by IDs, or by all other filters. */
export function listRows(client: LegacyClient, query: ContactQuery, call: Call): Promise<Listing> {
  return query.ids ? rowsById(client, query, query.ids, call) : rowsByOffset(client, query, call)
}

/**
 * v2 reports neither a total nor a next page, so one additional row is requested. The largest page
 * has no room for it: after a full one, the next row is requested separately.
 */
async function rowsByOffset(
  client: LegacyClient,
  query: ContactQuery,
  call: Call,
): Promise<Listing> {
  const ask = (rows: number, offset: number) =>
    client.listContacts(toParams(query, rows, offset), sinceOf(query), call)
  const offset = (query.page - 1) * query.size
  const found = await ask(Math.min(query.size + 1, maxRows), offset)
  const { items: rows, dropped } = firstRows(found, query.size)
  const isFull = rows.length + dropped.length === query.size
  const hasMore =
    countOf(found) > query.size ||
    (isFull && query.size >= maxRows && countOf(await ask(1, offset + query.size)) > 0)
  return {
    rows,
    unreadable: toUnreadableRows(dropped),
    hasNext: hasMore,
    filterApplied: isApplied(rows, query),
  }
}

export const countOf = ({ items, dropped }: Rows<unknown>): number => items.length + dropped.length

/** The first `size` rows, including unreadable ones. */
function firstRows<Row>(found: Rows<Row>, size: number): Rows<Row> {
  const dropped = found.dropped.filter(({ index }) => index < size)
  return { items: found.items.slice(0, size - dropped.length), dropped }
}

/**
 * v2 ignores all other filters beside IDs. Filters by values in the rows are applied here; the text
 * search, which cannot be applied, is rejected.
 */
async function rowsById(
  client: LegacyClient,
  query: ContactQuery,
  ids: number[],
  call: Call,
): Promise<Listing> {
  if (query.search) throw new UnsupportedError('search', 'not together with ids')
  const { items: found, dropped } = await client.contactsById(ids, call)
  const filterApplied = found.every(({ id }) => ids.includes(id))
  const wanted = filterApplied ? found.filter((row) => matches(row, query)) : found
  const from = (query.page - 1) * query.size
  return {
    rows: wanted.slice(from, from + query.size),
    // Requests by IDs rarely have more than one page; the position of unreadable rows is unknown.
    unreadable: query.page === 1 ? toUnreadableRows(dropped) : [],
    hasNext: wanted.length > from + query.size,
    filterApplied,
  }
}

function toParams(query: ContactQuery, rows: number, offset: number): ListParams {
  return [
    ['limit_rows', rows],
    ['limit_offset', offset],
    ...(query.search ? [['query', query.search] satisfies ListParams[number]] : []),
    ...(query.responsible ?? []).map((id): ListParams[number] => ['responsible_user_id[]', id]),
  ]
}

/** Whole seconds, as required by the header; changes in that second are not "later". */
const sinceOf = ({ updatedSince }: ContactQuery): number | undefined =>
  updatedSince === undefined ? undefined : toSeconds(updatedSince)

const isApplied = (rows: LegacyContact[], query: ContactQuery): boolean =>
  rows.every((row) => matches(row, query)) && looksSearched(rows, query.search)

/**
 * Whether a returned contact matches the query; values that the row does not include count as a
 * match.
 */
function matches(row: LegacyContact, query: ContactQuery): boolean {
  const since = sinceOf(query)
  return (
    (!query.responsible ||
      row.responsible_user_id == null ||
      query.responsible.includes(row.responsible_user_id)) &&
    (since === undefined || row.updated_at == null || row.updated_at > since)
  )
}
