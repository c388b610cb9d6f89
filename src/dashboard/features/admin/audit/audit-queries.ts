import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { auditPage, auditPeople } from '#contract/api/audit.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { auditParameters, type AuditSearch } from './audit-search.ts'

/** Entries of a job that are shown below its line. */
const firstRows = 5

export const auditQueries = {
  page: (search: AuditSearch, cursor: string | undefined) =>
    queryOptions({
      queryKey: ['audit', 'page', search, cursor],
      queryFn: ({ signal }) => {
        const params = parametersOf(search)
        // A contact, a job and an outcome, which rows of a job differ in, are followed row by row;
        // otherwise a job is one line.
        const { contact, job, outcome } = search
        if (contact === undefined && job === undefined && outcome === undefined)
          params.set('view', 'jobs')
        if (cursor !== undefined) params.set('cursor', cursor)
        return request(auditPage, `/api/audit?${params}`, { signal })
      },
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  rowsOfJob: (job: string) =>
    queryOptions({
      queryKey: ['audit', 'job', job],
      queryFn: ({ signal }) =>
        request(auditPage, `/api/audit?job=${job}&size=${firstRows}`, { signal }),
    }),
  people: () =>
    queryOptions({
      queryKey: ['audit', 'people'],
      queryFn: ({ signal }) => request(auditPeople, '/api/audit/people', { signal }),
    }),
}

const parametersOf = (search: AuditSearch) => auditParameters(search, toServerTime(Date.now()))

/** Where the browser loads the file from; the separator is that of the language's spreadsheets. */
export function auditCsvHref(search: AuditSearch, language: string): string {
  const params = parametersOf(search)
  params.set('separator', language === 'ru' ? 'semicolon' : 'comma')
  return `/api/audit.csv?${params}`
}
