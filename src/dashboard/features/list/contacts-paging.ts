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

/** Prefetches the next page when this one is rendered and idle; returns the paging function. */
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
    // A prefetch has low priority, but now the user waits for it.
    const state = client.getQueryState(queryKey)
    if (state?.fetchStatus === 'fetching' && state.data === undefined)
      void client.cancelQueries({ queryKey, exact: true }).then(() => onChange(change))
    else onChange(change)
  }
}

/** Runs once the rows are rendered and the browser is idle. */
export function useOnceIdle(isReady: boolean, run: () => void): void {
  const runNow = useEffectEvent(run)
  useEffect(() => (isReady ? whenIdle(() => runNow()) : undefined), [isReady])
}

// two previous pages, this one and the next; a page of 250 contacts takes about 0.2 MB
const maxCachedPages = 4

/** Removes pages that are no longer needed, because memory would grow with every page. */
function removeOldPages(client: QueryClient, source: string): void {
  const unseen = client
    .getQueryCache()
    .findAll({ queryKey: contactsQueries.all(source), type: 'inactive', fetchStatus: 'idle' })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  for (const query of unseen.slice(maxCachedPages - 1)) client.getQueryCache().remove(query)
}

/** Runs once the browser is idle; returns a function that cancels it. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run) // Safari has no idle callbacks
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: 1000 })
  return () => cancelIdleCallback(handle)
}
