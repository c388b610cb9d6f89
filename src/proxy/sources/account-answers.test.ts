import { expect, it } from 'vitest'
import { listPath, sendWrite } from '#testing/contact-writes.ts'
import { buildStack } from '#testing/stack.ts'
import type { TransportResponse } from '#proxy/sources/transport/transport.ts'

/** A stack whose account request gets another answer for the given number of times. */
function stackWithAccount(answer: Omit<TransportResponse, 'headers'>, times: number) {
  let left = times
  return buildStack({
    contacts: 3,
    relay: (send) => async (request) => {
      if (!request.path.startsWith('/api/v4/account') || left === 0) return send(request)
      left -= 1
      return { headers: {}, ...answer }
    },
  })
}

const answers = [
  { status: 204, body: '' },
  { status: 200, body: '{"status":"ok"}' },
  { status: 200, body: '[]' },
]

it.each(answers)('searches no day by another zone than the account tells: %j', async (answer) => {
  const stack = stackWithAccount(answer, 1)
  const days = `${listPath}?created=2026-10-01..2026-10-01`
  expect((await stack.proxy.inject(days)).json()).toMatchObject({ code: 'source_invalid_response' })
  // The next answer is asked for at once, and believed.
  expect((await stack.proxy.inject(days)).statusCode).toBe(200)
})

it.each(answers)('writes no day while the account does not tell its zone: %j', async (answer) => {
  const stack = stackWithAccount(answer, Infinity)
  stack.mock.store.addContact({ id: 7001, name: 'Ada' })
  const definitions = await stack.sources.main.reader.listFields({ priority: 'person' })
  const field = definitions.find(({ kind }) => kind === 'date')
  const changes = [{ attribute: `field:${field?.id}`, set: { kind: 'date', value: '2026-10-01' } }]
  const saved = await sendWrite(stack, 'PATCH', listPath, { items: [{ id: 7001, changes }] })
  expect(saved.json()).toMatchObject({ code: 'source_invalid_response' })
})

it.each(answers)(
  'writes everything but days while the account is unreadable: %j',
  async (answer) => {
    const stack = stackWithAccount(answer, Infinity)
    const { store } = stack.mock
    store.addContact({ id: 7001, name: 'Ada', phones: ['+79165550101'] })
    const changes = [{ attribute: 'name', set: { kind: 'text', values: ['Zoe'] } }]
    const saved = await sendWrite(stack, 'PATCH', listPath, { items: [{ id: 7001, changes }] })
    expect(saved.json()).toMatchObject({ results: [{ outcome: 'changed', id: 7001 }] })
    expect(store.contact(7001)?.name).toBe('Zoe')
    const created = await sendWrite(stack, 'POST', listPath, { items: [{ changes }] })
    expect(created.json()).toMatchObject({ results: [{ outcome: 'created' }] })
  },
)

it.each(answers)('knows no fields of a v2 account from no answer: %j', async (answer) => {
  let left = 1
  const stack = buildStack({
    contacts: 3,
    relay: (send) => async (request) => {
      if (!request.path.startsWith('/api/v2/account') || left === 0) return send(request)
      left -= 1
      return { headers: {}, ...answer }
    },
  })
  const fields = '/api/sources/legacy/fields'
  expect((await stack.proxy.inject(fields)).json()).toMatchObject({
    code: 'source_invalid_response',
  })
  expect((await stack.proxy.inject(fields)).statusCode).toBe(200)
})
