import { queryOptions } from '@tanstack/react-query'
import {
  job,
  jobList,
  jobRowList,
  type Job,
  type JobRequest,
  type JobRetry,
} from '#contract/api/jobs.ts'
import type { WriteKind } from '#contract/api/job-kinds.ts'
import { undoPreview, type JobUndo } from '#contract/api/job-undo.ts'
import type { RowOutcome } from '#contract/api/row-results.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'

const pathOf = (source: string, id = '') => `/api/sources/${source}/jobs${id && `/${id}`}`

const rowsOnPage = 100
/** Milliseconds, while rows are still being processed. */
export const pollInterval = 3000
const undosOnPage = 50
/** How many of the newest jobs are searched for retries and undos of a job. */
const maxRelatedJobs = 100

export const jobQueries = {
  all: (source: string) => ['jobs', source] as const,
  lists: (source: string) => [...jobQueries.all(source), 'list'] as const,
  list: (source: string, page: number) =>
    queryOptions({
      queryKey: [...jobQueries.lists(source), page],
      // The badge in the navigation may have read it before the last job was started.
      staleTime: 0,
      queryFn: ({ signal }) =>
        request(jobList, `${pathOf(source)}?page=${page}&size=20`, { signal }),
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[1] === source ? previous : undefined,
    }),
  newest: (source: string) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'newest'],
      queryFn: ({ signal }) =>
        request(jobList, `${pathOf(source)}?size=${maxRelatedJobs}`, { signal }),
    }),
  one: (source: string, id: string) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'one', id],
      queryFn: ({ signal }) => request(job, pathOf(source, id), { signal }),
    }),
  /** What an undo writes: the kind of what it undoes; of one that has been deleted, an edit. */
  undoneKind: (source: string, { id, undoOf }: Pick<Job, 'id' | 'undoOf'>) =>
    queryOptions({
      queryKey: ['undone-kind', source, id],
      queryFn: async ({ signal }): Promise<WriteKind> => {
        for (let next = undoOf; next !== null;) {
          const undone: Job | null = await request(job, pathOf(source, next), { signal }).catch(
            (error: unknown) => {
              if (error instanceof ApiError && error.code === 'not_found') return null
              throw error
            },
          )
          if (undone === null) break
          if (undone.kind !== 'undo') return undone.kind
          next = undone.undoOf
        }
        return 'edit'
      },
      staleTime: Infinity,
    }),
  rowsOf: (source: string, id: string) => [...jobQueries.all(source), 'rows', id] as const,
  rows: (source: string, id: string, page: number, outcome: RowOutcome | undefined) =>
    queryOptions({
      queryKey: [...jobQueries.rowsOf(source, id), outcome ?? 'all', page],
      queryFn: ({ signal }) => {
        const params = new URLSearchParams({ page: String(page), size: String(rowsOnPage) })
        if (outcome) params.set('outcome', outcome)
        return request(jobRowList, `${pathOf(source, id)}/rows?${params}`, { signal })
      },
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[3] === id ? previous : undefined,
    }),
  undo: (source: string, id: string, page: number) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'undo', id, page],
      queryFn: ({ signal }) =>
        request(undoPreview, `${pathOf(source, id)}/undo?page=${page}&size=${undosOnPage}`, {
          signal,
        }),
      // A preview has to be current.
      staleTime: 0,
    }),
  /** The rows of an undo by what it would do, page by page; `onChecked` gets the progress. */
  undoCount: (
    source: string,
    id: string,
    isReadInBatches: boolean,
    onChecked: (rows: number) => void,
  ) =>
    queryOptions({
      // Not below `all`: events of other jobs must not start it again.
      queryKey: ['undo-count', source, id],
      queryFn: async ({ signal }) => {
        const size = isReadInBatches ? 250 : undosOnPage
        const counted = { restored: 0, changed: 0, created: 0, leftOut: 0 }
        for (let page = 1; ; page++) {
          const path = `${pathOf(source, id)}/undo?page=${page}&size=${size}`
          const part = await request(undoPreview, path, { signal, priority: 'bulk' })
          const created = part.items.filter(({ would }) => would === 'tag').length
          counted.restored += part.items.filter(({ would }) => would === 'restore').length
          counted.created += created
          counted.changed += part.items.length - created
          counted.leftOut += part.leftOut
          onChecked(counted.changed + counted.created + counted.leftOut)
          if (!part.hasNext) return counted
        }
      },
      staleTime: Infinity,
      gcTime: 0, // counted anew when the preview is opened again
    }),
}

/** Idempotency keys of requests without a response yet, by the request. */
const unanswered = new Map<string, string>()

/**
 * A request repeated by a second click or after a lost response has the same key: it is reused
 * until a response contains the result.
 */
async function withKey<T>(what: string, submit: (key: string) => Promise<T>): Promise<T> {
  const key = unanswered.get(what) ?? crypto.randomUUID()
  unanswered.set(what, key)
  try {
    const answer = await submit(key)
    unanswered.delete(what)
    return answer
  } catch (error) {
    if (error instanceof ApiError && error.code === 'invalid_input') unanswered.delete(what)
    throw error
  }
}

type WithoutKey<Order> = Omit<Order, 'key'>

export const jobWrites = {
  start: (source: string, order: WithoutKey<JobRequest>): Promise<Job> =>
    withKey(JSON.stringify([source, order]), (key) =>
      send(job, 'POST', pathOf(source), { key, ...order }),
    ),
  cancel: (source: string, id: string): Promise<Job> =>
    send(job, 'POST', `${pathOf(source, id)}/cancel`, {}),
  retry: (source: string, id: string, how: WithoutKey<JobRetry>): Promise<Job> =>
    withKey(JSON.stringify(['retry', id, how]), (key) =>
      send(job, 'POST', `${pathOf(source, id)}/retry`, { key, ...how }),
    ),
  undo: (source: string, id: string, how: WithoutKey<JobUndo> = {}): Promise<Job> =>
    withKey(JSON.stringify(['undo', id, how]), (key) =>
      send(job, 'POST', `${pathOf(source, id)}/undo`, { key, ...how }),
    ),
}

/** URL of the failed rows as a CSV file. */
export const failedHref = (source: string, id: string): string => `${pathOf(source, id)}/failed.csv`
