import { account } from '#contract/api/account.ts'
import { contactPage, type Contact, type UnreadableRow } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { resolvePresets, toParameters, type ContactsQuery } from './contacts-search.ts'

/** The account ignored a filter or the search: its pages are not "all that match". */
export class FilterIgnoredError extends Error {
  override name = 'FilterIgnoredError'
}

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
}

type FullScan = { source: Source; query: ContactsQuery; signal: AbortSignal }

/**
 * Everything that matches, page by page, at bulk priority. In the order of IDs if the source
 * supports it, so that contacts added meanwhile come last and shift nothing. Ends when the source
 * has no next page; throws if a page cannot be read or trusted (see the errors above).
 */
export async function* scanContacts({
  source,
  query,
  signal,
}: FullScan): AsyncGenerator<ScanStep, void> {
  const can = source.capabilities
  const size = Math.max(...can.pageSizes)
  const sort = can.sorts.includes('id') ? 'id' : query.sort
  // A range like "last 7 days" must mean the same for every page.
  const asked = await resolvePresets(query, toServerTime(Date.now()), async () => {
    const { timeZone } = await request(account, `/api/sources/${source.id}/account`, { signal })
    return timeZone
  })
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
    yield { contacts, unreadable: answer.unreadable, total: answer.total }
    if (!answer.hasNext) return
  }
}
