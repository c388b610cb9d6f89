import { queryOptions } from '@tanstack/react-query'
import { apiKeyList, madeApiKey, type NewApiKey } from '#contract/api/keys.ts'
import { ownSessionList } from '#contract/api/session.ts'
import { providerSignOut } from '#contract/api/sign-in-problem.ts'
import { request, send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'

export const accountQueries = {
  sessions: () =>
    queryOptions({
      queryKey: ['session', 'all'],
      queryFn: ({ signal }) => request(ownSessionList, '/api/session/all', { signal }),
    }),
  keys: () =>
    queryOptions({
      queryKey: ['keys'],
      queryFn: ({ signal }) => request(apiKeyList, '/api/keys', { signal }),
    }),
}

export const accountWrites = {
  /** Resolves to where the provider signs out as well; null: nowhere else. */
  signOut: async (hasProvider: boolean): Promise<string | null> => {
    if (hasProvider) return (await send(providerSignOut, 'POST', '/api/session/oidc/sign-out')).url
    await sendWithoutAnswer('DELETE', '/api/session')
    return null
  },
  endSession: (id: string) => sendWithoutAnswer('DELETE', `/api/session/all/${id}`),
  endOthers: () => sendWithoutAnswer('DELETE', '/api/session/all'),
  changePassword: (body: { current?: string; password: string }) =>
    sendWithoutAnswer('PUT', '/api/session/password', body),
  makeKey: (body: NewApiKey) => send(madeApiKey, 'POST', '/api/keys', body),
  revokeKey: (id: string) => sendWithoutAnswer('DELETE', `/api/keys/${id}`),
}
