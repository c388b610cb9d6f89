import { type QueryClient, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { ContactPage } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { contactsQueries } from './contacts-queries.ts'

type PageChange = { page: number; size?: number }
type Paging = {
  source: Source
  query: ContactsQuery
  page: UseQueryResult<ContactPage>
  isPageLoading: boolean
  onChange: (change: PageChange) => void
}

/** Fetches the next page ahead, once this one stands and nobody asks for more; returns the turning. */
export function usePaging({ source, query, page, isPageLoading, onChange }: Paging) {
  const client = useQueryClient()
  const hasNext = !isPageLoading && !page.isError && page.data?.hasNext === true
  const key = JSON.stringify(query)
  const fetchAhead = useEffectEvent(() => {
    const next = { ...query, page: query.page + 1 }
    void client.prefetchQuery(contactsQueries.page(source.id, next, 'prefetch'))
  })
  useEffect(
    () => (hasNext ? whenIdle(() => fetchAhead()) : undefined),
    [client, source.id, key, hasNext],
  )
  useEffect(() => {
    if (!isPageLoading) removeOldPages(client, source.id)
  }, [client, source.id, key, isPageLoading])

  return (change: PageChange) => {
    const wanted = { ...query, ...change }
    const { queryKey } = contactsQueries.page(source.id, wanted)
    // What was fetched ahead waits behind everybody; now a person waits for it.
    const state = client.getQueryState(queryKey)
    if (state?.fetchStatus === 'fetching' && state.data === undefined)
      void client.cancelQueries({ queryKey, exact: true }).then(() => onChange(change))
    else onChange(change)
  }
}

/** Runs once the rows stand and the browser is idle. */
export function useOnceIdle(isReady: boolean, run: () => void): void {
  const runNow = useEffectEvent(run)
  useEffect(() => (isReady ? whenIdle(() => runNow()) : undefined), [isReady])
}

const maxCachedPages = 4 // two back, this one, one ahead; one of 250 contacts is some 0.2 MB

/** Pages one has leafed through are let go of, or the memory would grow with every turn. */
function removeOldPages(client: QueryClient, source: string): void {
  const unseen = client
    .getQueryCache()
    .findAll({ queryKey: contactsQueries.all(source), type: 'inactive', fetchStatus: 'idle' })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  for (const query of unseen.slice(maxCachedPages - 1)) client.getQueryCache().remove(query)
}

/** Runs once the browser has nothing more urgent to do; returns what takes it back. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run) // Safari has no idle callbacks
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: 1000 })
  return () => cancelIdleCallback(handle)
}
