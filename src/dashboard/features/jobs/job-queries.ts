import { queryOptions } from '@tanstack/react-query'
import { job, jobList, jobRowList, type Job, type JobRetry } from '#contract/api/jobs.ts'
import { undoPreview, type JobUndo } from '#contract/api/job-undo.ts'
import type { RowOutcome } from '#contract/api/job-rows.ts'
import { request, send } from '#dashboard/lib/api-client.ts'

const pathOf = (source: string, id = '') => `/api/sources/${source}/jobs${id && `/${id}`}`

export const rowsOnPage = 100
const undosOnPage = 50
/** How many of the newest jobs are looked through for a retry or an undo of one. */
const kin = 100

export const jobQueries = {
  all: (source: string) => ['jobs', source] as const,
  list: (source: string, page: number) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'list', page],
      queryFn: ({ signal }) =>
        request(jobList, `${pathOf(source)}?page=${page}&size=20`, { signal }),
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[1] === source ? previous : undefined,
    }),
  newest: (source: string) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'newest'],
      queryFn: ({ signal }) => request(jobList, `${pathOf(source)}?size=${kin}`, { signal }),
    }),
  one: (source: string, id: string) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'one', id],
      queryFn: ({ signal }) => request(job, pathOf(source, id), { signal }),
    }),
  rows: (source: string, id: string, page: number, outcome: RowOutcome | undefined) =>
    queryOptions({
      queryKey: [...jobQueries.all(source), 'rows', id, outcome ?? 'all', page],
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
      // It says how things stand now: what was read a while ago does not.
      staleTime: 0,
    }),
}

export const jobWrites = {
  cancel: (source: string, id: string): Promise<Job> =>
    send(job, 'POST', `${pathOf(source, id)}/cancel`, {}),
  retry: (source: string, id: string, body: JobRetry): Promise<Job> =>
    send(job, 'POST', `${pathOf(source, id)}/retry`, body),
  undo: (source: string, id: string, body: JobUndo): Promise<Job> =>
    send(job, 'POST', `${pathOf(source, id)}/undo`, body),
}

export const failedCsvHref = (source: string, id: string): string =>
  `${pathOf(source, id)}/failed.csv`
