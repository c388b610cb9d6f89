import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Job } from '#contract/api/jobs.ts'
import { invalidateContacts } from './contacts-invalidation.ts'
import { followJob } from './job-stream.ts'
import { doneOf, isEnded, isActive, newest } from './job-facts.ts'
import { secondsLeft, withSample, type Sample } from './job-pace.ts'
import { jobQueries } from './job-queries.ts'

type Followed = {
  job: Job
  isDisconnected: boolean
  /** Why the job cannot be followed. */
  followError: unknown
  /** Estimated from the pace since the page was opened. */
  secondsLeft: number | undefined
}

/** A job, followed while it is running; once it has ended, cached contacts are invalidated. */
export function useFollowed(source: string, known: Job): Followed {
  const client = useQueryClient()
  const cached = useQuery({ ...jobQueries.one(source, known.id), enabled: false }).data
  const job = newest(known, cached)
  const [line, setLine] = useState<{ isDisconnected: boolean; followError?: unknown }>({
    isDisconnected: false,
  })
  const [samples, setSamples] = useState<Sample[]>([])
  const { id } = known
  const isFollowed = isActive(job)

  useEffect(() => {
    if (!isFollowed) return
    const control = new AbortController()
    const { queryKey } = jobQueries.one(source, id)
    const refreshLists = () => void client.invalidateQueries({ queryKey: jobQueries.lists(source) })
    refreshLists()
    const onJob = (news: Job) => {
      client.setQueryData(queryKey, (old) => (old ? newest(old, news) : news))
      setSamples((old) =>
        news.state === 'running' ? withSample(old, { at: Date.now(), done: doneOf(news) }) : [],
      )
      if (!isEnded(news)) return
      void invalidateContacts(client, source)
      refreshLists()
    }
    followJob({
      source,
      id,
      signal: control.signal,
      seen: client.getQueryData(queryKey)?.version,
      onJob,
      onLine: (isDisconnected) =>
        setLine((old) => (old.isDisconnected === isDisconnected ? old : { isDisconnected })),
    }).catch((followError: unknown) => setLine({ isDisconnected: false, followError }))
    return () => control.abort()
  }, [client, source, id, isFollowed])

  return {
    job,
    isDisconnected: isFollowed && line.isDisconnected,
    followError: isFollowed ? line.followError : undefined,
    secondsLeft: job.state === 'running' ? secondsLeft(samples, job.total) : undefined,
  }
}
