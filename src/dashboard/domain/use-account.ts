import { useQuery } from '@tanstack/react-query'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from './directory-queries.ts'

/**
 * The data of an account that is required before its contacts can be written: fields and time zone,
 * and users if contacts have a responsible user. Users may be hidden: writing works without them,
 * but not without the rest. Nothing is requested unless it is needed.
 */
export function useAccount(source: Source, isNeeded = true) {
  const fields = useQuery({ ...directoryQueries.fields(source.id), enabled: isNeeded })
  const account = useQuery({ ...directoryQueries.account(source.id), enabled: isNeeded })
  const users = useQuery({
    ...directoryQueries.users(source.id),
    enabled: isNeeded && source.capabilities.knows.responsible,
  })
  const failed = [fields, account].find(({ isError, data }) => isError && !data)
  if (failed)
    return { state: 'failed', error: failed.error, retry: () => void failed.refetch() } as const
  if (!fields.data || !account.data || users.isLoading) return { state: 'waiting' } as const
  return {
    state: 'known',
    definitions: fields.data.items,
    account: account.data,
    users: users.data?.items ?? null,
  } as const
}
