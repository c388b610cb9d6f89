import { buildStack, type Stack } from './stack.ts'

export const listPath = '/api/sources/main/contacts'
const origin = { origin: 'http://localhost:80' }

/** Sends a write as the dashboard does, without a socket. */
export const sendWrite = (
  { proxy }: Stack,
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
) => proxy.inject({ method, url, headers: origin, ...(payload && { payload }) })

/** Contact 5, with values of each kind of built-in attribute. */
export function stackWithAda() {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({
    id: 5,
    name: 'Ada Lovelace',
    phones: ['+442079460000'],
    emails: ['ada@example.com'],
    tags: ['vip', 'press'],
    updated_at: 1_700_000_000,
  })
  const read = async () =>
    (await stack.proxy.inject(`${listPath}/5`)).json<Record<string, unknown>>()
  return { ...stack, read }
}
