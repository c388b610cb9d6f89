import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useRouter, type AnyRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import type * as z from 'zod/mini'
import type { Job, jobList } from '#contract/api/jobs.ts'
import type { LiveEvent } from '#contract/api/proxy-events.ts'
import { newest } from '#dashboard/domain/job-facts.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { subscribeLive } from '#dashboard/domain/live-events.ts'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

/** Keeps cached states of sources, their copies and jobs as the proxy tells them. */
export function useLiveCache() {
  const client = useQueryClient()
  const router = useRouter()
  useEffect(
    () =>
      subscribeLive({
        onEvent: (event) => void take(event, client, router),
        onLine(isConnected) {
          if (!isConnected) askAgain(client)
        },
      }),
    [client, router],
  )
}

async function take(event: LiveEvent, client: QueryClient, router: AnyRouter): Promise<void> {
  switch (event.type) {
    case 'ready':
      if (!event.isResumed) await rereadSources(client, router)
      return
    case 'mirror':
      client.setQueryData(mirrorQueries.status(event.source).queryKey, event.status)
      return
    case 'capabilities': {
      const { source, capabilities } = event
      client.setQueryData(
        sourceQueries.list().queryKey,
        (old) =>
          old && {
            items: old.items.map((item) => (item.id === source ? { ...item, capabilities } : item)),
          },
      )
      await showSources(client, router, [source])
      return
    }
    case 'job':
      takeJob(client, event.source, event.job)
      return
    case 'contacts':
      return
  }
}

/** What is shown is asked for regularly from then on, as long as there are no events. */
function askAgain(client: QueryClient) {
  void client.invalidateQueries({
    predicate: ({ queryKey: [about, , part] }) =>
      about === 'mirror' || (about === 'jobs' && part !== 'one'),
  })
}

/** Capabilities may have changed before they were told. */
async function rereadSources(client: QueryClient, router: AnyRouter): Promise<void> {
  const options = sourceQueries.list()
  const before = client.getQueryData(options.queryKey)?.items ?? []
  try {
    await client.query({ ...options, staleTime: 0 })
  } catch {
    return // without a connection there will be another event
  }
  // Those that are the same are the same objects in the cache.
  const items = client.getQueryData(options.queryKey)?.items ?? []
  const others = items.filter((item) => !before.includes(item)).map(({ id }) => id)
  if (others.length > 0 && before.length > 0) await showSources(client, router, others)
}

/**
 * Pages, lists and states of copies that were read with other capabilities are read again: what was
 * told of a copy meanwhile may have been missed.
 */
async function showSources(client: QueryClient, router: AnyRouter, sources: string[]) {
  await router.invalidate()
  await Promise.all(
    sources.flatMap((source) => [
      client.invalidateQueries({ queryKey: mirrorQueries.status(source).queryKey }),
      client.invalidateQueries({ queryKey: ['contacts', source] }),
    ]),
  )
}

function takeJob(client: QueryClient, source: string, job: Job) {
  client.setQueryData(jobQueries.one(source, job.id).queryKey, (old) =>
    old ? newest(old, job) : job,
  )
  // Those on screen; each event tells of further outcomes.
  void client.invalidateQueries({ queryKey: jobQueries.rowsOf(source, job.id) })
  let isListed = false
  client.setQueriesData<z.infer<typeof jobList>>({ queryKey: jobQueries.lists(source) }, (old) => {
    if (!old?.items.some(({ id }) => id === job.id)) return old
    isListed = true
    return {
      ...old,
      items: old.items.map((item) => (item.id === job.id ? newest(item, job) : item)),
    }
  })
  if (!isListed) void client.invalidateQueries({ queryKey: jobQueries.lists(source) })
}
