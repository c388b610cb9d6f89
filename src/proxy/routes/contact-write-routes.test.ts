import { describe, expect, it } from 'vitest'
import { buildStack, type Stack } from '#testing/stack.ts'

const list = '/api/sources/main/contacts'
const origin = { origin: 'http://localhost:80' }

const send = (
  { proxy }: Stack,
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
) => proxy.inject({ method, url, headers: origin, ...(payload && { payload }) })

function stackWithAda() {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({
    id: 5,
    name: 'Ada Lovelace',
    phones: ['+442079460000'],
    emails: ['ada@example.com'],
    tags: ['vip', 'press'],
    updated_at: 1_700_000_000,
  })
  const read = async () => (await stack.proxy.inject(`${list}/5`)).json<Record<string, unknown>>()
  return { ...stack, read }
}

describe('creating', () => {
  it('writes what was sent and returns the new ids in order', async () => {
    const stack = buildStack({ contacts: 0 })
    const items = [
      { name: 'Ada', phones: [{ value: '+441', kind: 'MOB' }], tags: { set: ['new', 'vip'] } },
      { firstName: 'Grace', lastName: 'Hopper', emails: [{ value: 'g@x.example', kind: null }] },
    ]
    const answer = await send(stack, 'POST', list, { items })
    const { results } = answer.json<{ results: { status: string; id: number }[] }>()
    expect(results.map((r) => r.status)).toEqual(['created', 'created'])
    const [ada, grace] = await Promise.all(
      results.map(async ({ id }) => (await stack.proxy.inject(`${list}/${id}`)).json<unknown>()),
    )
    expect(ada).toMatchObject({ name: 'Ada', phones: [{ value: '+441', kind: 'MOB' }] })
    expect(ada).toMatchObject({ tags: [{ name: 'new' }, { name: 'vip' }] })
    expect(grace).toMatchObject({
      name: 'Grace Hopper',
      emails: [{ value: 'g@x.example', kind: 'WORK' }],
    })
  })

  it('reports rejected items with reasons, and the others as skipped', async () => {
    const stack = buildStack({ contacts: 0 })
    const items = [{ name: 'Ada' }, { name: 'Bad', responsible: 504_147 }, { name: 'Grace' }]
    const answer = await send(stack, 'POST', list, { items })
    expect(answer.json()).toMatchObject({
      results: [
        { status: 'skipped' },
        { status: 'rejected', reasons: [{ code: 'NotSupportedChoice' }] },
        { status: 'skipped' },
      ],
    })
    expect(stack.mock.store.countContacts()).toBe(0)
  })
})

describe('editing', () => {
  it('touches only what is named', async () => {
    const stack = stackWithAda()
    const before = await stack.read()
    const answer = await send(stack, 'PATCH', list, { items: [{ id: 5, name: 'Ada King' }] })
    expect(answer.json()).toMatchObject({ results: [{ status: 'changed', id: 5 }] })
    const after = await stack.read()
    expect(after).toMatchObject({
      name: 'Ada King',
      phones: before['phones'],
      emails: before['emails'],
      tags: before['tags'],
    })
  })

  it('adds and removes tags without touching the others', async () => {
    const stack = stackWithAda()
    const tags = { add: ['new'], remove: ['press'] }
    await send(stack, 'PATCH', list, { items: [{ id: 5, tags }] })
    expect(await stack.read()).toMatchObject({ tags: [{ name: 'vip' }, { name: 'new' }] })
  })

  it('clears a field where an empty list is sent, and only there', async () => {
    const stack = stackWithAda()
    await send(stack, 'PATCH', list, { items: [{ id: 5, phones: [] }] })
    expect(await stack.read()).toMatchObject({
      phones: [],
      emails: [{ value: 'ada@example.com', kind: 'WORK' }],
    })
  })

  it('writes a birthday as the day of the account and reads the same day back', async () => {
    const stack = stackWithAda()
    const { items } = (await stack.proxy.inject('/api/sources/main/fields')).json<{
      items: { id: number; type: string }[]
    }>()
    const birthday = items.find((field) => field.type === 'birthday')?.id
    const fields = [{ id: birthday, values: [{ value: '1985-03-31' }] }]
    await send(stack, 'PATCH', list, { items: [{ id: 5, fields }] })
    const after = await stack.read()
    expect(after['fields']).toContainEqual(
      expect.objectContaining({ id: birthday, content: { kind: 'date', value: '1985-03-31' } }),
    )
  })
})

describe('a rejection of one value', () => {
  it('names the value by the contract, wherever amoCRM found it', async () => {
    const stack = stackWithAda()
    const { items: definitions } = (await stack.proxy.inject('/api/sources/main/fields')).json<{
      items: { id: number; type: string; isReadOnly: boolean }[]
    }>()
    const idOf = (type: string) => definitions.find((field) => field.type === type)?.id ?? 0
    const items = [
      {
        id: 5,
        responsible: 504_147,
        phones: [
          { value: '1', kind: 'WORK' },
          { value: '2', kind: 'NONE' },
        ],
        emails: [{ value: 'x'.repeat(257), kind: null }],
        fields: [
          { id: idOf('url'), values: [{ value: 'no address' }] },
          { id: idOf('legal_entity'), values: [{ value: { vat_id: '7' } }] },
        ],
      },
    ]
    const answer = await send(stack, 'PATCH', list, { items })
    const { results } = answer.json<{ results: { reasons: { field: string }[] }[] }>()
    expect(results[0]?.reasons.map(({ field }) => field)).toEqual([
      'responsible',
      'phones.1',
      'emails.0',
      `fields.${idOf('url')}.0`,
      `fields.${idOf('legal_entity')}.0.name`,
    ])
  })
})

describe('an edit with the seen values', () => {
  const seen = { updatedAt: '2023-11-14T22:13:20.000Z' }

  it.each(['main', 'legacy'])('is written by %s where nothing has changed since', async (name) => {
    const stack = stackWithAda()
    const items = [{ id: 5, name: 'Ada King', seen }]
    const answer = await send(stack, 'PATCH', `/api/sources/${name}/contacts`, { items })
    expect(answer.json()).toMatchObject({ results: [{ status: 'changed' }] })
  })

  it.each(['main', 'legacy'])('is rejected by %s after a concurrent change', async (name) => {
    const stack = stackWithAda()
    await send(stack, 'PATCH', list, { items: [{ id: 5, name: 'Ada Byron' }] })
    const items = [{ id: 5, name: 'Ada King', seen }]
    const answer = await send(stack, 'PATCH', `/api/sources/${name}/contacts`, { items })
    expect(answer.json()).toMatchObject({
      results: [{ status: 'rejected', reasons: [{ field: null, code: 'stale' }] }],
    })
    expect(await stack.read()).toMatchObject({ name: 'Ada Byron' })
  })

  it('does not block the others of its request', async () => {
    const stack = stackWithAda()
    stack.mock.store.addContact({ id: 6, name: 'Grace' })
    const items = [
      { id: 5, name: 'Ada King', seen: { updatedAt: '2020-01-01T00:00:00.000Z' } },
      { id: 6, name: 'Grace Hopper' },
    ]
    const answer = await send(stack, 'PATCH', list, { items })
    expect(answer.json()).toMatchObject({
      results: [{ status: 'rejected' }, { status: 'changed', id: 6 }],
    })
  })

  it('is rejected for WatBot, which cannot check it', async () => {
    const stack = buildStack()
    const items = [{ id: 5, name: 'Ada', seen }]
    const answer = await send(stack, 'PATCH', '/api/sources/bots/contacts', { items })
    expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'seen' }] })
  })
})

it.each([
  ['main', 'Europe/Moscow'],
  ['legacy', 'Europe/Moscow'],
  ['bots', null],
])('%s tells the zone of its account: %s', async (name, timeZone) => {
  const { proxy } = buildStack({ contacts: 0 })
  expect((await proxy.inject(`/api/sources/${name}/account`)).json()).toEqual({ timeZone })
})

it('links and unlinks entities of a contact', async () => {
  const stack = stackWithAda()
  const other = buildStack({ contacts: 60 })
  const lead = other.mock.store.leads.get(other.mock.store.leads.nextId(1) - 1)
  if (!lead) throw new Error('no lead in the seed')
  stack.mock.store.leads.save(lead)
  const links = `${list}/5/links`
  const hang = { target: 'leads', id: lead.id }
  expect((await send(stack, 'POST', links, { link: [hang] })).statusCode).toBe(204)
  expect(await stack.read()).toMatchObject({ counts: { leads: 1 } })
  expect((await send(stack, 'POST', links, { unlink: [hang] })).statusCode).toBe(204)
  expect(await stack.read()).toMatchObject({ counts: { leads: 0 } })
})

describe('a write that meets trouble', () => {
  it.each([
    [{ kind: 'cut-after' }, 502, 'source_outcome_unknown', 1],
    [{ kind: 'status', status: 500 }, 502, 'source_outcome_unknown', 1],
    [{ kind: 'status', status: 504 }, 504, 'source_outcome_unknown', 1],
    [{ kind: 'status', status: 402 }, 402, 'source_unpaid', 1],
    [{ kind: 'status', status: 403 }, 403, 'source_forbidden', 1],
  ] as const)('%o is reported as such and sent once', async (fault, status, code, sent) => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.faults.add({ ...fault, method: 'POST', path: '/api/v4/contacts' })
    const answer = await send(stack, 'POST', list, { items: [{ name: 'Ada' }] })
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ code })
    const posts = stack.mock.received.all().filter((request) => request.method === 'POST')
    expect(posts).toHaveLength(sent)
    expect(stack.mock.store.countContacts()).toBeLessThanOrEqual(1)
  })

  it('is sent again where it was certainly not handled: too many requests', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.faults.add({ kind: 'status', status: 429, method: 'POST', times: 2 })
    const answer = await send(stack, 'POST', list, { items: [{ name: 'Ada' }] })
    expect(answer.json()).toMatchObject({ results: [{ status: 'created' }] })
    expect(stack.mock.store.countContacts()).toBe(1)
  })
})

it.each([
  [{ items: [] }, 'items'],
  [{ items: [{ nme: 'Ada' }] }, 'items.0.nme'],
  [{ items: [{ tags: { set: ['a'], add: ['b'] } }] }, 'items.0.tags.add'],
  [{ items: [{ fields: [{ id: 'x', values: null }] }] }, 'items.0.fields.0.id'],
  [{}, 'items'],
])('names what is wrong with %o before anything is sent', async (payload, name) => {
  const stack = buildStack({ contacts: 0 })
  const answer = await send(stack, 'POST', list, payload)
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name }] })
  expect(stack.mock.received.all()).toEqual([])
})

it('does nothing a source cannot do', async () => {
  const stack = stackWithAda()
  const answer = await send(stack, 'PUT', `${list}/5/status`, { status: 'new' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ fields: [{ name: 'status' }] })
})
