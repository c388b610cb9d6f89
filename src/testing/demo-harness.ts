import { expect } from 'vitest'
import { demoState, type SituationName } from '#contract/api/demo.ts'
import { openJobClient } from './job-client.ts'
import { buildStack } from './stack.ts'

export const ownOrigin = { origin: 'http://localhost:80' }

/** 1 to `count`. */
export const ids = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

/** Contacts 1 to `count`, and the menu over them. */
export function openDemoHarness(count = 60, options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, hasDemo: true, ...options })
  const { mock, proxy } = stack
  for (const id of ids(count)) mock.store.addContact({ id, name: `Ada ${id}`, tags: ['old'] })
  const send = async (
    method: 'GET' | 'PUT' | 'DELETE' | 'POST' | 'PATCH',
    url: string,
    payload?: object,
  ) => {
    const answer = await proxy.inject({
      method,
      url,
      headers: ownOrigin,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }
  const state = async () => demoState.parse((await send('GET', '/api/demo')).body).situations
  return {
    ...stack,
    ask: send,
    list: (source = 'main', query = '') => send('GET', `/api/sources/${source}/contacts${query}`),
    turnOn: async (name: SituationName) =>
      expect((await send('PUT', `/api/demo/situations/${name}`)).status).toBe(204),
    turnOff: async (name: SituationName) =>
      expect((await send('DELETE', `/api/demo/situations/${name}`)).status).toBe(204),
    reset: async () => expect((await send('DELETE', '/api/demo/situations')).status).toBe(204),
    isOn: async (name: SituationName) =>
      (await state()).find((one) => one.name === name)?.isOn === true,
    state,
    jobClient: openJobClient(stack),
  }
}
