import { contactPage, type Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toParameters, type ContactsQuery } from './contacts-search.ts'

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
  /** The number of all that match, where the source reports it. */
  total: number | null
}

type FullScan = { source: Source; query: ContactsQuery; signal: AbortSignal }

/**
 * Everything that matches, page by page, at bulk priority. In the order of ids where the source
 * supports it: contacts added meanwhile then come last and shift nothing. Ends when the source has
 * no next page; throws where a page cannot be read or trusted (see the errors above).
 */
export async function* scanContacts({
  source,
  query,
  signal,
}: FullScan): AsyncGenerator<ScanStep, void> {
  const can = source.capabilities
  const size = Math.max(...can.pageSizes)
  const sort = can.sorts.includes('id') ? 'id' : query.sort
  const startedAt = Date.now() // a range like "last 7 days" must mean the same for every page
  const seen = new Set<number>()
  for (let page = 1; ; page++) {
    const params = toParameters({ ...query, page, size, sort }, startedAt)
    const answer = await request(contactPage, `/api/sources/${source.id}/contacts?${params}`, {
      signal,
      priority: 'bulk',
    })
    if (!answer.filterApplied) throw new FilterIgnoredError()
    const contacts = answer.items.filter(({ id }) => !seen.has(id))
    for (const { id } of contacts) seen.add(id)
    // A repeated row means that another one was skipped.
    if (contacts.length < answer.items.length) throw new ListMovedError()
    if (answer.total !== null && !answer.hasNext && seen.size !== answer.total)
      throw new ListMovedError()
    yield { contacts, total: answer.total }
    if (!answer.hasNext) return
  }
}
