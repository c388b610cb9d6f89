import { account } from '#contract/api/account.ts'
import { contactPage, type Contact, type UnreadableRow } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { contactIds } from '#contract/api/where.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { FilterIgnoredError, readContactsById } from './contacts-by-id.ts'
import { resolvePresets, toParameters, type ContactsQuery } from './contacts-search.ts'

/** Pages repeat or skip contacts: the list changed meanwhile, or its order is unstable. */
export class ListMovedError extends Error {
  override name = 'ListMovedError'
}

export type ScanStep = {
  /** Contacts not seen before in this scan. */
  contacts: Contact[]
  /** Rows of the page that could not be read. */
  unreadable: UnreadableRow[]
  /** The number of matching contacts, if the source reports it. */
  total: number | null
  /** The contacts are those of the source at this time, from the local copy. */
  asOf: string | null
}

type FullScan = {
  source: Source
  query: ContactsQuery
  signal: AbortSignal
}

/** Everything that matches, at bulk priority: from the complete local copy, else from the source. */
export async function* scanContacts(scan: FullScan): AsyncGenerator<ScanStep, void> {
  const can = scan.source.capabilities
  // Conditions are the one capability that only a complete copy has.
  if (can.mirror && can.operators) yield* scanCopy(scan)
  else yield* scanSource(scan)
}

/** Which contacts match is one answer, in the order of the list; then they are read by their IDs. */
async function* scanCopy({ source, query, signal }: FullScan): AsyncGenerator<ScanStep, void> {
  const matching = toParameters(await withDays(source, query, signal))
  for (const name of ['page', 'size', 'columns']) matching.delete(name)
  const { ids, asOf } = await request(
    contactIds,
    `/api/sources/${source.id}/contacts/ids?${matching}`,
    { signal, priority: 'bulk' },
  )
  const { columns } = query
  const asked = { source, ids, columns, signal } as const
  const rest = { ...asked, priority: 'bulk', mayBeCopied: true } as const
  if (ids.length === 0) yield { contacts: [], unreadable: [], total: 0, asOf }
  for await (const { contacts, unreadable } of readContactsById(rest))
    yield { contacts, unreadable, total: ids.length, asOf }
}

/** The query with days instead of presets: "last 7 days" must mean the same for every page. */
export const withDays = (source: Source, query: ContactsQuery, signal: AbortSignal) =>
  resolvePresets(query, toServerTime(Date.now()), async () => {
    const { timeZone } = await request(account, `/api/sources/${source.id}/account`, { signal })
    return timeZone
  })

/**
 * Everything that matches, page by page. In the order of IDs if the source
 * supports it, so that contacts added meanwhile come last and shift nothing. Ends when the source
 * has no next page; throws if a page cannot be read or trusted (see the errors above).
 */
async function* scanSource({ source, query, signal }: FullScan): AsyncGenerator<ScanStep, void> {
  const can = source.capabilities
  const size = Math.max(...can.pageSizes)
  const sort = can.sorts.includes('id') ? 'id' : query.sort
  const asked = await withDays(source, query, signal)
  const seen = new Set<number>()
  let unreadableRows = 0
  for (let page = 1; ; page++) {
    const params = toParameters({ ...asked, page, size, sort })
    const answer = await request(contactPage, `/api/sources/${source.id}/contacts?${params}`, {
      signal,
      priority: 'bulk',
    })
    if (!answer.filterApplied) throw new FilterIgnoredError()
    const contacts = answer.items.filter(({ id }) => !seen.has(id))
    for (const { id } of contacts) seen.add(id)
    unreadableRows += answer.unreadable.length
    // A repeated row means that another one was skipped.
    if (contacts.length < answer.items.length) throw new ListMovedError()
    const rows = seen.size + unreadableRows
    if (answer.total !== null && !answer.hasNext && rows !== answer.total)
      throw new ListMovedError()
    yield { contacts, unreadable: answer.unreadable, total: answer.total, asOf: null }
    if (!answer.hasNext) return
  }
}
