import { expect } from 'vitest'
import { demoState, type SituationName } from '#contract/api/demo.ts'
import { openJobClient } from './job-client.ts'
import { buildStack } from './stack.ts'

export const ownOrigin = { origin: 'http://localhost:80' }

/** 1 to `count`. */
export const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** A stack with contacts 1 to `count` and the demo menu. */
export function openDemoHarness(count = 60, options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, hasDemo: true, ...options })
  const { mock, proxy } = stack
  for (const id of ids(count)) mock.store.addContact({ id, name: `Ada ${id}`, tags: ['old'] })
  const send = async (
    method: 'GET' | 'PUT' | 'DELETE' | 'POST' | 'PATCH',
    url: string,
    payload?: object,
  ) => {
    const response = await proxy.inject({
      method,
      url,
      headers: ownOrigin,
      ...(payload && { payload }),
    })
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json() }
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
      (await state()).find((item) => item.name === name)?.isOn === true,
    state,
    jobClient: openJobClient(stack),
  }
}
