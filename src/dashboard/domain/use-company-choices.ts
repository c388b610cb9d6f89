import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { maxCompanyName, type FoundCompany } from '#contract/api/companies.ts'
import type { Source } from '#contract/api/sources.ts'
import { companyQueries, createCompany, mayHaveCreated } from './company-queries.ts'
import { useProblemMessages } from './problem-messages.ts'

const delayMs = 200 // while somebody types a word

/** Companies of a source by name, once an editor of companies is shown, and how one is created. */
export function useCompanyChoices({ id, capabilities }: Source, isShown: boolean) {
  const { companies } = capabilities
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const text = useDebounced(typed.slice(0, maxCompanyName))
  const isOn = isShown && companies !== null && text !== ''
  const found = useQuery({
    ...companyQueries.search(id, text),
    placeholderData: keepPreviousData,
    enabled: isOn,
  })
  const isLoading = text !== typed || found.isPlaceholderData || (isOn && found.isPending)
  const problem = isOn && found.isError && !found.isFetching ? found.error : undefined

  async function create(name: string, shown: readonly number[]) {
    const queryKey = companyQueries.searches(id)
    try {
      const result = await createCompany(id, { name, shown: [...shown] })
      await client.invalidateQueries({ queryKey })
      return result.outcome === 'created'
        ? { outcome: 'created' as const, company: result.company }
        : { outcome: 'exists' as const }
    } catch (error) {
      void client.invalidateQueries({ queryKey })
      if (mayHaveCreated(error)) return { outcome: 'unknown' as const }
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

function useDebounced(value: string): string {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), delayMs)
    return () => clearTimeout(timer)
  }, [value])
  // A box that was emptied has nothing to wait for.
  return value === '' ? '' : debounced
}
