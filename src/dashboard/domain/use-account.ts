import { useQuery } from '@tanstack/react-query'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from './directory-queries.ts'

/**
 * The data of an account that is required before its contacts can be written: fields and time zone,
 * and users if contacts have a responsible user. Users may be hidden: writing works without them,
 * but not without the rest.
 */
export function useAccount(source: Source) {
  const fields = useQuery(directoryQueries.fields(source.id))
  const account = useQuery(directoryQueries.account(source.id))
  const users = useQuery({
    ...directoryQueries.users(source.id),
    enabled: source.capabilities.knows.responsible,
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
