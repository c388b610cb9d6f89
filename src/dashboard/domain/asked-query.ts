import type { QueryClient } from '@tanstack/react-query'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { resolvePresets, toParameters, type ContactsQuery } from './contacts-search.ts'
import { directoryQueries } from './directory-queries.ts'

/** The query with its presets replaced by days of the account's calendar, as they are now. */
export const askedQuery = (
  source: string,
  query: ContactsQuery,
  client: QueryClient,
): Promise<ContactsQuery> =>
  resolvePresets(query, toServerTime(Date.now()), async () => {
    const account = await client.query({ ...directoryQueries.account(source), staleTime: 'static' })
    return account.timeZone
  })

/** The parameters that say which contacts match. */
export async function matchingParameters(
  source: string,
  { search, filters }: Pick<ContactsQuery, 'search' | 'filters'>,
  client: QueryClient,
): Promise<URLSearchParams> {
  const query = { page: 1, size: 1, search, sort: undefined, filters, columns: [] }
  const params = toParameters(await askedQuery(source, query, client))
  params.delete('page')
  params.delete('size')
  return params
}

/** The parameters that say which contacts match, and their order. */
export async function listParameters(
  source: string,
  query: Pick<ContactsQuery, 'search' | 'filters' | 'sort'>,
  client: QueryClient,
): Promise<URLSearchParams> {
  const params = await matchingParameters(source, query, client)
  if (query.sort !== undefined) params.set('sort', query.sort)
  return params
}
