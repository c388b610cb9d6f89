import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  companyCreateResult,
  companyList,
  maxCompanyName,
  type CompanyCreate,
  type FoundCompany,
} from '#contract/api/companies.ts'
import type { Source } from '#contract/api/sources.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'
import { useProblemMessages } from './problem-messages.ts'

const delayMs = 200 // while somebody types a word

const companiesKey = (source: string) => ['companies', source] as const

const companiesQuery = (source: string, search: string) =>
  queryOptions({
    queryKey: [...companiesKey(source), search],
    queryFn: ({ signal }) => {
      const path = `/api/sources/${source}/companies?${new URLSearchParams({ search })}`
      return request(companyList, path, { signal })
    },
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  })

/** Companies of a source by name, once an editor of companies is shown, and how one is created. */
export function useCompanyChoices({ id, capabilities }: Source, isShown: boolean) {
  const { companies } = capabilities
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const text = useDebounced(typed.slice(0, maxCompanyName))
  const isOn = isShown && companies !== null && text !== ''
  const found = useQuery({ ...companiesQuery(id, text), enabled: isOn })
  const isLoading = text !== typed || found.isPlaceholderData || (isOn && found.isPending)
  const problem = isOn && found.isError && !found.isFetching ? found.error : undefined

  async function create(name: string, shown: readonly number[]) {
    try {
      const body: CompanyCreate = { name, shown: [...shown] }
      const path = `/api/sources/${id}/companies`
      const result = await send(companyCreateResult, 'POST', path, body)
      await client.invalidateQueries({ queryKey: companiesKey(id) })
      return result.outcome === 'created'
        ? { outcome: 'created' as const, company: result.company }
        : { outcome: 'exists' as const }
    } catch (error) {
      void client.invalidateQueries({ queryKey: companiesKey(id) })
      if (mayBeCreated(error)) return { outcome: 'unknown' as const }
      return { outcome: 'failed' as const, problem: messageFor(error).text }
    }
  }
  const none: FoundCompany[] = []
  return {
    search: companies && {
      items: typed === '' ? none : (found.data?.items ?? none),
      text,
      hasMore: found.data?.hasMore ?? false,
      state: problem
        ? { problem: messageFor(problem).text, onRetry: () => void found.refetch() }
        : isLoading
          ? ('loading' as const)
          : undefined,
      onSearch: setTyped,
    },
    create: companies?.create === true ? create : null,
  }
}

/** After these, the source may have the company, or get it later. */
const unclearCodes: readonly ApiError['code'][] = [
  'offline',
  'source_outcome_unknown',
  // It was created, and could not be recorded.
  'state_unavailable',
  'state_full',
  'internal',
]

const mayBeCreated = (error: unknown): boolean =>
  !(error instanceof ApiError) || unclearCodes.includes(error.code)

function useDebounced(value: string): string {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), delayMs)
    return () => clearTimeout(timer)
  }, [value])
  // A box that was emptied has nothing to wait for.
  return value === '' ? '' : debounced
}
