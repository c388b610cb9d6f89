import { queryOptions } from '@tanstack/react-query'
import { job, jobRowList, type Job, type JobRequest } from '#contract/api/jobs.ts'
import { ApiError, request, send } from './api-client.ts'

const pathOf = (source: string, id?: string) =>
  `/api/sources/${source}/jobs${id === undefined ? '' : `/${id}`}`

const lookEvery = 700 // milliseconds; looking costs the source nothing

export const isEnded = ({ state }: Job): boolean => state === 'done' || state === 'cancelled'

/** The rows that somebody wants to see first: what failed, or all. */
export type RowChoice = 'all' | 'refused' | 'conflict' | 'unknown' | 'changed' | 'created'

export const jobQueries = {
  all: (source: string) => ['jobs', source] as const,
  one: (source: string, id: string) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), id],
      queryFn: ({ signal }) => request(job, pathOf(source, id), { signal }),
      refetchInterval: ({ state }) => (state.data && isEnded(state.data) ? false : lookEvery),
    }),
  /** `version`: of the job, whose rows change with it. */
  rows: (source: string, id: string, choice: RowChoice, version: number) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), id, 'rows', choice, version],
      queryFn: ({ signal }) => {
        const outcome = choice === 'all' ? '' : `&outcome=${choice}`
        return request(jobRowList, `${pathOf(source, id)}/rows?size=100${outcome}`, { signal })
      },
      placeholderData: (old) => old,
    }),
}

/** Keys of orders that have no answer yet, by what they order. */
const unanswered = new Map<string, string>()

/**
 * Said twice, by a second press or because the answer was lost, an order is still the same one: its
 * key is kept until an answer says what became of it.
 */
async function withKey<T>(what: string, say: (key: string) => Promise<T>): Promise<T> {
  const key = unanswered.get(what) ?? crypto.randomUUID()
  unanswered.set(what, key)
  try {
    const answer = await say(key)
    unanswered.delete(what)
    return answer
  } catch (error) {
    if (error instanceof ApiError && error.code === 'invalid_input') unanswered.delete(what)
    throw error
  }
}

export const startJob = (source: string, order: Omit<JobRequest, 'key'>): Promise<Job> =>
  withKey(JSON.stringify([source, order]), (key) =>
    send(job, 'POST', pathOf(source), { key, ...order }),
  )

export const cancelJob = (source: string, id: string): Promise<Job> =>
  send(job, 'POST', `${pathOf(source, id)}/cancel`, {})

export const undoJob = (source: string, id: string): Promise<Job> =>
  withKey(`undo ${id}`, (key) => send(job, 'POST', `${pathOf(source, id)}/undo`, { key }))

/** Where the rows that failed can be fetched as a file. */
export const failedHref = (source: string, id: string): string => `${pathOf(source, id)}/failed.csv`
