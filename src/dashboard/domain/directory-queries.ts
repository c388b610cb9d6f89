import { queryOptions } from '@tanstack/react-query'
import { account } from '#contract/api/account.ts'
import { fieldList } from '#contract/api/fields.ts'
import { userList } from '#contract/api/users.ts'
import { inOwnLanguage } from './field-names.ts'
import { request } from '#dashboard/lib/api-client.ts'

const minute = 60_000

/** Data of an account besides its contacts, which rarely changes. */
export const directoryQueries = {
  account: (source: string) =>
    queryOptions({
      queryKey: ['directory', source, 'account'],
      queryFn: ({ signal }) => request(account, `/api/sources/${source}/account`, { signal }),
      staleTime: 10 * minute,
    }),
  fields: (source: string) =>
    queryOptions({
      queryKey: ['directory', source, 'fields'],
      queryFn: ({ signal }) => request(fieldList, `/api/sources/${source}/fields`, { signal }),
      select: ({ items }) => ({ items: inOwnLanguage(items) }),
      staleTime: 5 * minute,
    }),
  users: (source: string) =>
    queryOptions({
      queryKey: ['directory', source, 'users'],
      queryFn: ({ signal }) => request(userList, `/api/sources/${source}/users`, { signal }),
      staleTime: 5 * minute,
    }),
}
