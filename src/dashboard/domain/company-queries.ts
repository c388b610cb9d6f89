import { queryOptions } from '@tanstack/react-query'
import {
  companyCreateResult,
  companyDetail,
  companyList,
  type CompanyCreate,
} from '#contract/api/companies.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'

const pathOf = (source: string) => `/api/sources/${source}/companies`

export const companyQueries = {
  /** All searches of a source. */
  searches: (source: string) => ['companies', source] as const,
  search: (source: string, search: string) =>
    queryOptions({
      queryKey: [...companyQueries.searches(source), search],
      queryFn: ({ signal }) =>
        request(companyList, `${pathOf(source)}?${new URLSearchParams({ search })}`, { signal }),
      staleTime: 15_000,
    }),
  detail: (source: string, id: number) =>
    queryOptions({
      queryKey: ['company', source, id],
      queryFn: ({ signal }) => request(companyDetail, `${pathOf(source)}/${id}`, { signal }),
    }),
}

export const createCompany = (source: string, body: CompanyCreate) =>
  send(companyCreateResult, 'POST', pathOf(source), body)

/** After these, the source may have the company, or get it later. */
const unclearCodes: readonly ApiError['code'][] = [
  'offline',
  'source_outcome_unknown',
  // It was created, and could not be recorded.
  'state_unavailable',
  'state_full',
  'internal',
]

/** Whether a company whose creation failed with this error may have been created. */
export const mayHaveCreated = (error: unknown): boolean =>
  !(error instanceof ApiError) || unclearCodes.includes(error.code)
