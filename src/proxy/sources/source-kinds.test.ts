import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addLead } from '#mock/mock-fixtures.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

describe.each([
  ['legacy', '/api/v2/contacts'],
  ['bots', '/api/v1/getContacts'],
])('a failing %s', (source, path) => {
  const list = `/api/sources/${source}/contacts`

  it('is retried, and a single failure goes unnoticed', async () => {
    const { mock, proxy } = buildStack()
    mock.faults.add({ kind: 'status', status: 502, path, times: 1 })
    expect((await proxy.inject(list)).statusCode).toBe(200)
  })

  it('never has its token revealed, nor put in a URL', async () => {
    const { mock, proxy } = buildStack({ proxyToken: 'wrong-secret-token' })
    expect((await proxy.inject(list)).json()).toMatchObject({ code: 'source_unauthorized' })
    mock.faults.add({ kind: 'status', status: 500, detail: testToken })
    for (const url of [list, `${list}/5`])
      expect((await proxy.inject(url)).body).not.toMatch(/wrong-secret-token|test-token/)
    const addresses = mock.received.all().map(({ url }) => url)
    expect(addresses.join()).not.toMatch(/token/)
  })
})

/** Sends requests as the dashboard does and returns status and body. */
function sending({ proxy }: ReturnType<typeof buildStack>, source: string) {
  const base = `/api/sources/${source}/contacts`
  return async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path = '',
    payload?: object,
  ) => {
    const headers = { origin: 'http://localhost:80' }
    const answer = await proxy.inject({
      method,
      url: base + path,
      headers,
      ...(payload && { payload }),
    })
    return {
      status: answer.statusCode,
      body: answer.body && answer.json<Record<string, unknown>>(),
    }
  }
}
const idOf = (body: unknown) =>
  z.object({ results: z.tuple([z.object({ id: z.int() })]) }).parse(body).results[0].id

describe('over the API', () => {
  it('a contact of v2 is created, linked, changed and read, there and on v4', async () => {
    const stack = buildStack({ contacts: 0 })
    addLead(stack.mock, 45_615)
    const send = sending(stack, 'legacy')
    const phones = [{ value: '89990123456', kind: 'WORK', kindId: 3_685_087 }]
    const draft = { name: 'Александр Крылов', phones, tags: { set: ['важный', 'доставка'] } }
    const made = await send('POST', '', { items: [draft] })
    expect(made).toMatchObject({ status: 200, body: { results: [{ outcome: 'created' }] } })
    const id = idOf(made.body)
    const link = [{ target: 'leads', id: 45_615 }]
    expect(await send('POST', `/${id}/links`, { link })).toMatchObject({ status: 204 })
    const items = [
      { id, tags: { remove: ['доставка'] } },
      { id: 5, name: 'Nobody' },
    ]
    expect(await send('PATCH', '', { items })).toMatchObject({
      body: { results: [{ outcome: 'changed', id }, { outcome: 'rejected' }] },
    })
    const expected = { name: draft.name, phones, tags: [{ name: 'важный' }], counts: { leads: 1 } }
    expect((await send('GET', `/${id}`)).body).toMatchObject(expected)
    expect((await sending(stack, 'main')('GET', `/${id}`)).body).toMatchObject(expected)
    expect(await send('PUT', `/${id}/status`, { status: 'x' })).toMatchObject({ status: 400 })
  })

  it('a contact of a bot is created, changed, given a status and variables, and read', async () => {
    const stack = buildStack({ contacts: 0 })
    const send = sending(stack, 'bots')
    const identity = { bot: 2, messenger: 'telegram', id: '123456', username: 'superman' }
    const made = await send('POST', '', { items: [{ name: 'Пётр', identity }] })
    expect(made).toMatchObject({ status: 200, body: { results: [{ outcome: 'created' }] } })
    const id = idOf(made.body)
    const items = [{ id, name: 'Пётр Петров', tags: { add: ['vip'] } }]
    expect((await send('PATCH', '', { items })).body).toMatchObject({ results: [{ id }] })
    expect(await send('PUT', `/${id}/status`, { status: 'new' })).toMatchObject({ status: 204 })
    expect(await send('PUT', `/${id}/variables/city`, { value: 'Казань' })).toMatchObject({
      status: 204,
    })
    expect((await send('GET', `/${id}`)).body).toMatchObject({
      name: 'Пётр Петров',
      tags: [{ name: 'vip' }],
      identity,
      variables: [{ name: 'city', value: 'Казань' }],
    })
    expect(await send('DELETE', `/${id}/variables/city`)).toMatchObject({ status: 204 })
    expect((await send('GET', '?bot=2')).body).toMatchObject({ total: 1, items: [{ id }] })
    const two = {
      items: [
        { name: 'a', identity },
        { name: 'b', identity },
      ],
    }
    // The same person twice, one request after the other: WatBot has the contact at the second one.
    expect(await send('POST', '', two)).toMatchObject({
      status: 200,
      body: {
        results: [
          { outcome: 'changed', id },
          { outcome: 'changed', id },
        ],
      },
    })
  })
})
