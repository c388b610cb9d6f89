import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { demoState, type SituationName } from '#contract/api/demo.ts'
import type { Role } from '#contract/api/roles.ts'
import { request, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'

const api = '/api/demo'

const pollInterval = 2000 // milliseconds; one-time situations switch themselves off

export const demoQueries = {
  state: () =>
    queryOptions({
      queryKey: ['demo'],
      queryFn: ({ signal }) => request(demoState, api, { signal }),
      refetchInterval: ({ state }) =>
        state.data?.situations.some(({ isOn }) => isOn) ? pollInterval : false,
    }),
}

export const demoActions = {
  toggle: (name: SituationName, isOn: boolean) =>
    sendWithoutAnswer(isOn ? 'PUT' : 'DELETE', `${api}/situations/${name}`),
  lookAs: (role: Role) => sendWithoutAnswer('PUT', `${api}/role`, { role }),
  reset: () => sendWithoutAnswer('DELETE', `${api}/situations`),
  startOver: () => sendWithoutAnswer('POST', `${api}/start-over`),
}

/** Data the user is editing: it is read again on saving. */
const currentlyUsed = ['contact-form', 'contact-grid']

/**
 * Refetches the active situations and then everything on the screen, so that the effects are
 * visible.
 */
export async function refreshData(client: QueryClient): Promise<void> {
  const { queryKey } = demoQueries.state()
  await client.invalidateQueries({ queryKey })
  void client.invalidateQueries({
    predicate: ({ queryKey: [about] }) =>
      about !== queryKey[0] && !currentlyUsed.some((item) => item === about),
  })
}
