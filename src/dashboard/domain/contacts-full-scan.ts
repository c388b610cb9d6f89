import { contactPage, type Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toParameters, type ContactsQuery } from './contacts-search.ts'

/** The account ignored a filter or the search: its pages do not mean "all that match". */
export class FilterIgnoredError extends Error {
  override name = 'FilterIgnoredError'
}

/** The pages repeat and skip: the list was changed, or its order means nothing. */
export class ListMovedError extends Error {
  override name = 'ListMovedError'
}

export type ScanStep = {
  /** Contacts not met before on this walk. */
  contacts: Contact[]
  /** All that match, where the source tells. */
  total: number | null
}

type FullScan = { source: Source; query: ContactsQuery; signal: AbortSignal }

/**
 * Everything that matches, page by page, after everybody else's reads. In the order of ids where
 * the source has it: what somebody adds meanwhile then comes at the end and moves nothing. Ends when
 * the source says that there is no next page; throws where a page cannot be trusted or read.
 */
export async function* scanContacts({
  source,
  query,
  signal,
}: FullScan): AsyncGenerator<ScanStep, void> {
  const can = source.capabilities
  const size = Math.max(...can.pageSizes)
  const sort = can.sorts.includes('id') ? 'id' : query.sort
  const startedAt = Date.now() // a range like "last 7 days" must mean one thing all the way
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
    // A row met twice has pushed another one past us.
    if (contacts.length < answer.items.length) throw new ListMovedError()
    if (answer.total !== null && !answer.hasNext && seen.size !== answer.total)
      throw new ListMovedError()
    yield { contacts, total: answer.total }
    if (!answer.hasNext) return
  }
}
