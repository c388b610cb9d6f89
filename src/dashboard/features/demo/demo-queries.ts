import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { demoState, type SituationName } from '#contract/api/demo.ts'
import { request, tell } from '#dashboard/lib/api-client.ts'

const api = '/api/demo'

const soon = 2000 // milliseconds; what strikes once goes off by itself

export const demoQueries = {
  state: () =>
    queryOptions({
      queryKey: ['demo'],
      queryFn: ({ signal }) => request(demoState, api, { signal }),
      refetchInterval: ({ state }) =>
        state.data?.situations.some(({ isOn }) => isOn) ? soon : false,
    }),
}

export const demoDeeds = {
  turn: (name: SituationName, isOn: boolean) =>
    tell(isOn ? 'PUT' : 'DELETE', `${api}/situations/${name}`),
  settle: () => tell('DELETE', `${api}/situations`),
  startOver: () => tell('POST', `${api}/start-over`),
}

/** What somebody is writing into is theirs: it is read anew when they save. */
const inHand = ['contact-form', 'contact-grid']

/** What is on now, and after it whatever is on the screen, so that it shows what has been switched. */
export async function lookAgain(client: QueryClient): Promise<void> {
  const { queryKey } = demoQueries.state()
  await client.invalidateQueries({ queryKey })
  void client.invalidateQueries({
    predicate: ({ queryKey: [about] }) =>
      about !== queryKey[0] && !inHand.some((one) => one === about),
  })
}
