import { queryOptions } from '@tanstack/react-query'
import { fieldList } from '#contract/api/fields.ts'
import { userList } from '#contract/api/users.ts'
import { request } from './api-client.ts'

const rarelyChanges = 5 * 60_000 // milliseconds; the proxy keeps them as long

/** What an account's people have set up: who works there and which fields its contacts have. */
export const accountQueries = {
  users: (source: string) =>
    queryOptions({
      queryKey: ['account', source, 'users'],
      queryFn: ({ signal }) => request(userList, `/api/sources/${source}/users`, { signal }),
      staleTime: rarelyChanges,
    }),
  fields: (source: string) =>
    queryOptions({
      queryKey: ['account', source, 'fields'],
      queryFn: ({ signal }) => request(fieldList, `/api/sources/${source}/fields`, { signal }),
      staleTime: rarelyChanges,
    }),
}
