import { useIsFetching, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Contact, ContactPage } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { subscribeLive } from '#dashboard/domain/live-events.ts'
import { contactsQueries, readContactsPage } from '#dashboard/features/list/contacts-queries.ts'
import { mergePage, missingFrom, type PageDifference } from './live-merge.ts'

/** A row that has changed while it was shown. */
export type RowMark = { id: number; isGone: boolean; at: number }

type Options = {
  source: Source
  query: ContactsQuery
  /** When the rows were read; another time: they were loaded anew. */
  readAt: number
  /** Until when they are right; null: they do not come from the local copy. */
  asOf: string | null
  /** Until when the copy has every change. */
  statusAsOf: string | null
}

type Live = {
  /** Of which rows. */
  of: string
  marks: RowMark[]
  /** The page as it would be now. */
  fresh: ContactPage | undefined
  difference: PageDifference
  /** How many match more than when the rows were loaded. */
  more: number
  totalBefore: number | null
}

/** Keeps the rows of a page from the copy as the source has them, each in its place. */
export function useLivePage({ source, query, readAt, asOf, statusAsOf }: Options) {
  const isCopied = asOf !== null
  const client = useQueryClient()
  const { queryKey } = contactsQueries.page(source.id, query)
  const of = JSON.stringify([queryKey, readAt])
  const nothing: Live = {
    of,
    marks: [],
    fresh: undefined,
    difference: undefined,
    more: 0,
    totalBefore: null,
  }
  const [stored, setLive] = useState(nothing)
  const live = stored.of === of ? stored : nothing
  const [wanted, setWanted] = useState(0)
  const [done, setDone] = useState(0)
  const [isConnected, setConnected] = useState(false)
  const isLoading = useIsFetching({ queryKey, exact: true }) > 0
  const isSeen = useIsSeen()
  const want = () => setWanted((count) => count + 1)

  useEffect(
    () =>
      subscribeLive({
        onEvent(event) {
          if (event.type === 'contacts' ? event.source === source.id : isUnknownPast(event)) want()
        },
        onLine: setConnected,
      }),
    [source.id],
  )
  // Without events, its time tells that there may be changes.
  const [seenAsOf, setSeenAsOf] = useState(statusAsOf)
  if (statusAsOf !== seenAsOf) {
    setSeenAsOf(statusAsOf)
    if (!isConnected && isLater(statusAsOf, asOf)) want()
  }

  // The rows would move when the window gets the focus.
  useEffect(() => {
    const isFollowed = isCopied && isConnected
    const refetches = { refetchOnWindowFocus: false, refetchOnReconnect: false }
    client.setQueryDefaults(contactsQueries.all(source.id), isFollowed ? refetches : {})
    return () => client.setQueryDefaults(contactsQueries.all(source.id), {})
  }, [client, source.id, isCopied, isConnected])

  const take = useEffectEvent((read: Read, asked: number) => {
    const { shown, fresh, others } = read
    const state = client.getQueryState(queryKey)
    // Loaded anew meanwhile, or about to be: those are newer.
    if (client.getQueryData(queryKey) !== shown || state?.fetchStatus !== 'idle') return
    setDone(asked)
    if (fresh.asOf === null) return
    const merged = mergePage(shown, fresh, others)
    const totalBefore = live.totalBefore ?? shown.total ?? 0
    const at = Date.now()
    const marks = [
      ...merged.changed.map((id) => ({ id, isGone: false, at })),
      ...merged.gone.map((id) => ({ id, isGone: true, at })),
    ]
    const isMarked = new Set(marks.map(({ id }) => id))
    client.setQueryData(queryKey, merged.page, { updatedAt: state.dataUpdatedAt })
    setLive({
      of,
      marks: [...live.marks.filter(({ id }) => !isMarked.has(id)), ...marks],
      fresh,
      difference: merged.difference,
      more: Math.max(0, (fresh.total ?? 0) - totalBefore),
      totalBefore,
    })
  })
  const askedNow = useEffectEvent(() => wanted)
  const begin = useEffectEvent((signal: AbortSignal) => readFresh(client, source, query, signal))
  const isDue = isCopied && isSeen && !isLoading && wanted > done
  useEffect(() => {
    if (!isDue) return undefined
    const control = new AbortController()
    const { signal } = control
    const asked = askedNow()
    begin(signal).then(
      (read) => {
        if (read && !signal.aborted) take(read, asked)
      },
      () => {
        // There will be another event; until then the rows show their time.
        if (!signal.aborted) setDone(asked)
      },
    )
    return () => control.abort()
  }, [isDue, done, of])

  return {
    marks: live.marks,
    difference: live.difference,
    more: live.more,
    /** Whether all changes that the copy has are shown. */
    isCurrent: isConnected && wanted === done,
    unmark: (ids: number[]) =>
      setLive((old) => ({ ...old, marks: old.marks.filter(({ id }) => !ids.includes(id)) })),
    showFresh: () => {
      if (live.fresh) client.setQueryData(queryKey, live.fresh)
    },
  }
}

/** Of two times, if both are known. */
export const isLater = (time: string | null, other: string | null): boolean =>
  time !== null && other !== null && time > other

type Read = { shown: ContactPage; fresh: ContactPage; others: Contact[] }

/** The page as it is now, and what is shown and no longer on it. */
async function readFresh(
  client: QueryClient,
  source: Source,
  query: ContactsQuery,
  signal: AbortSignal,
): Promise<Read | undefined> {
  const shown = client.getQueryData(contactsQueries.page(source.id, query).queryKey)
  if (!shown) return undefined
  // Others of its list are as old as the rows were.
  const pages = [...contactsQueries.all(source.id), 'page']
  client.removeQueries({ queryKey: pages, type: 'inactive' })
  const fresh = await readContactsPage(source.id, query, client, { signal, priority: 'prefetch' })
  const ids = missingFrom(shown, fresh)
  const { columns, attributes } = query
  const others: Contact[] = []
  if (ids.length > 0 && fresh.asOf !== null)
    for await (const { contacts } of readContactsById({
      source,
      ids,
      columns,
      attributes,
      signal,
      mayBeCopied: true,
    }))
      others.push(...contacts)
  return { shown, fresh, others }
}

const isUnknownPast = (event: { type: string; isResumed?: boolean }): boolean =>
  event.type === 'ready' && event.isResumed === false

/** Whether the tab is the one that is seen. */
const useIsSeen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    () => document.visibilityState !== 'hidden',
  )
