import { describe, expect, it } from 'vitest'
import { buildStack, type Stack } from '#testing/stack.ts'
import { pointsValue, setText, tagsValue, textValue } from '#testing/values.ts'

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
    const phone = { value: '+441', kind: 'MOB', kindId: null }
    const items = [
      {
        changes: [
          setText('name', 'Ada'),
          { attribute: 'phones', set: { kind: 'contactPoints', items: [phone] } },
          { attribute: 'tags', set: tagsValue('new', 'vip') },
        ],
      },
      {
        changes: [
          setText('firstName', 'Grace'),
          setText('lastName', 'Hopper'),
          { attribute: 'emails', add: pointsValue('g@x.example') },
        ],
      },
    ]
    const answer = await send(stack, 'POST', list, { items })
    const { results } = answer.json<{ results: { outcome: string; id: number }[] }>()
    expect(results.map((r) => r.outcome)).toEqual(['created', 'created'])
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

  it('tells who was rejected and why, and writes the others', async () => {
    const stack = buildStack({ contacts: 0 })
    const set = { kind: 'user', id: 504_147, name: null }
    const items = [
      { changes: [setText('name', 'Ada')] },
      { changes: [setText('name', 'Bad'), { attribute: 'responsible', set }] },
      { changes: [{ attribute: 'emails', set: pointsValue('nobody') }] },
    ]
    const answer = await send(stack, 'POST', list, { items })
    expect(answer.json()).toMatchObject({
      results: [
        { outcome: 'created' },
        { outcome: 'rejected', issues: [{ attribute: 'responsible', code: 'unknown_option' }] },
        { outcome: 'invalid', issues: [{ attribute: 'emails', index: 0, code: 'email' }] },
      ],
    })
    expect(stack.mock.store.countContacts()).toBe(1)
  })

  it('understands a contact as 0.1.0 wrote it', async () => {
    const stack = buildStack({ contacts: 0 })
    const fields = [{ id: 4396817, values: [{ value: 'Boss' }] }]
    const tags = { set: ['new'] }
    const items = [{ name: 'Ada', phones: [{ value: '+441', kind: 'MOB' }], fields, tags }]
    const answer = await send(stack, 'POST', list, { items })
    const { results } = answer.json<{ results: { id: number }[] }>()
    expect((await stack.proxy.inject(`${list}/${results[0]?.id}`)).json()).toMatchObject({
      name: 'Ada',
      phones: [{ value: '+441', kind: 'MOB' }],
      tags: [{ name: 'new' }],
      fields: [{ id: 4396817, value: { kind: 'text', values: ['Boss'] } }, { code: 'PHONE' }],
    })
  })
})

describe('editing', () => {
  it('touches only what is named', async () => {
    const stack = stackWithAda()
    const before = await stack.read()
    const answer = await send(stack, 'PATCH', list, {
      items: [{ id: 5, changes: [setText('name', 'Ada King')] }],
    })
    expect(answer.json()).toMatchObject({
      results: [{ outcome: 'changed', id: 5, attributes: ['name'] }],
    })
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
    const change = { attribute: 'tags', add: tagsValue('new'), remove: tagsValue('press') }
    await send(stack, 'PATCH', list, { items: [{ id: 5, changes: [change] }] })
    expect(await stack.read()).toMatchObject({ tags: [{ name: 'vip' }, { name: 'new' }] })
  })

  it('clears what is to be empty, and nothing else', async () => {
    const stack = stackWithAda()
    await send(stack, 'PATCH', list, {
      items: [{ id: 5, changes: [{ attribute: 'phones', clear: true }] }],
    })
    expect(await stack.read()).toMatchObject({
      phones: [],
      emails: [{ value: 'ada@example.com', kind: 'WORK' }],
    })
  })

  it('writes a birthday as the day of the account and reads the same day back', async () => {
    const stack = stackWithAda()
    const { items } = (await stack.proxy.inject('/api/sources/main/fields')).json<{
      items: { id: number; sourceType: string }[]
    }>()
    const birthday = items.find((field) => field.sourceType === 'birthday')?.id
    const value = { kind: 'date', value: '1985-03-31' }
    const changes = [{ attribute: `field:${birthday}`, set: value }]
    await send(stack, 'PATCH', list, { items: [{ id: 5, changes }] })
    const after = await stack.read()
    expect(after['fields']).toContainEqual(expect.objectContaining({ id: birthday, value }))
  })
})

describe('a rejection of one value, in the words of 0.1.0', () => {
  it('names the value in our words, wherever amoCRM found it', async () => {
    const stack = stackWithAda()
    const { items: definitions } = (await stack.proxy.inject('/api/sources/main/fields')).json<{
      items: { id: number; sourceType: string; isReadOnly: boolean }[]
    }>()
    const idOf = (type: string) => definitions.find((field) => field.sourceType === type)?.id ?? 0
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
    const { results } = answer.json<{ results: { outcome: string; issues: Issue[] }[] }>()
    // What is wrong in itself is told before anything is sent.
    expect(results).toMatchObject([{ outcome: 'invalid' }])
    expect(results[0]?.issues.map(placeOf)).toEqual([
      'emails.0',
      `field:${idOf('url')}`,
      `field:${idOf('legal_entity')}.0.name`,
    ])
    const [{ emails: _emails, fields: _fields, ...rest } = { id: 5 }] = items
    const sent = await send(stack, 'PATCH', list, { items: [rest] })
    const { results: rejected } = sent.json<{ results: { outcome: string; issues: Issue[] }[] }>()
    expect(rejected).toMatchObject([{ outcome: 'rejected' }])
    expect(rejected[0]?.issues.map(placeOf)).toEqual(['responsible', 'phones.1.kind'])
  })
})

type Issue = { attribute: string; index?: number; part?: string }
const placeOf = ({ attribute, index, part }: Issue) =>
  [attribute, index, part].filter((name) => name !== undefined).join('.')

describe('an edit that says what it saw', () => {
  const seen = { updatedAt: '2023-11-14T22:13:20.000Z' }
  const change = { changes: [setText('name', 'Ada King')] }

  it.each(['main', 'legacy'])('is written by %s where nothing has changed since', async (name) => {
    const stack = stackWithAda()
    const items = [{ id: 5, ...change, before: { name: textValue('Ada Lovelace') } }]
    const answer = await send(stack, 'PATCH', `/api/sources/${name}/contacts`, { items })
    expect(answer.json()).toMatchObject({ results: [{ outcome: 'changed' }] })
  })

  it.each(['main', 'legacy'])('is a conflict at %s once somebody was faster', async (name) => {
    const stack = stackWithAda()
    stack.mock.store.addContact({ id: 6, name: 'Grace' })
    await send(stack, 'PATCH', list, {
      items: [{ id: 5, changes: [setText('name', 'Ada Byron')] }],
    })
    const items = [
      { id: 5, ...change, before: { name: textValue('Ada Lovelace') } },
      { id: 6, changes: [setText('name', 'Grace Hopper')] },
    ]
    const answer = await send(stack, 'PATCH', `/api/sources/${name}/contacts`, { items })
    expect(answer.json()).toMatchObject({
      results: [
        {
          outcome: 'conflict',
          conflicts: [{ attribute: 'name', theirs: textValue('Ada Byron') }],
        },
        { outcome: 'changed', id: 6 },
      ],
    })
    expect(await stack.read()).toMatchObject({ name: 'Ada Byron' })
  })

  it('is merged with what others did elsewhere, and says so', async () => {
    const stack = stackWithAda()
    const phone = (value: string) => ({ attribute: 'phones', add: pointsValue(value) })
    await send(stack, 'PATCH', list, { items: [{ id: 5, changes: [phone('+1')] }] })
    const changes = [{ attribute: 'phones', set: pointsValue('+442079460000', '+2') }]
    const items = [{ id: 5, changes, before: { phones: pointsValue('+442079460000') } }]
    const answer = await send(stack, 'PATCH', list, { items })
    expect(answer.json()).toMatchObject({ results: [{ outcome: 'changed', merged: ['phones'] }] })
    expect(await stack.read()).toMatchObject({
      phones: [{ value: '+442079460000' }, { value: '+1' }, { value: '+2' }],
    })
  })

  it.each(['main', 'legacy'])('is rejected by %s as stale in the words of 0.1.0', async (name) => {
    const stack = stackWithAda()
    const path = `/api/sources/${name}/contacts`
    const good = await send(stack, 'PATCH', path, { items: [{ id: 5, name: 'Ada Byron', seen }] })
    expect(good.json()).toMatchObject({ results: [{ outcome: 'changed' }] })
    const late = await send(stack, 'PATCH', path, { items: [{ id: 5, name: 'Ada King', seen }] })
    expect(late.json()).toMatchObject({
      results: [{ outcome: 'rejected', issues: [{ attribute: null, code: 'stale' }] }],
    })
    expect(await stack.read()).toMatchObject({ name: 'Ada Byron' })
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

it('sends a write again that was surely not handled: too many requests', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.faults.add({ kind: 'status', status: 429, method: 'POST', times: 2 })
  const items = [{ changes: [setText('name', 'Ada')] }]
  const answer = await send(stack, 'POST', list, { items })
  expect(answer.json()).toMatchObject({ results: [{ outcome: 'created' }] })
  expect(stack.mock.store.countContacts()).toBe(1)
})

it.each([
  [{ items: [] }, 'items'],
  [{ items: [{ nme: 'Ada' }] }, 'items.0.nme'],
  [{ items: [{ tags: { set: ['a'], add: ['b'] } }] }, 'items.0.tags.add'],
  [{ items: [{ fields: [{ id: 'x', values: null }] }] }, 'items.0.fields.0.id'],
  [{}, 'items'],
  [
    {
      items: [
        {
          changes: [
            { attribute: 'nme', clear: true },
            { attribute: 'x', clear: true },
          ],
        },
      ],
    },
    'items.0.changes.0.attribute',
  ],
  [{ items: [{ changes: [], key: 'short' }] }, 'items.0.key'],
])('names what is wrong with %o before anything is sent', async (payload, name) => {
  const stack = buildStack({ contacts: 0 })
  const answer = await send(stack, 'POST', list, payload)
  expect(answer.statusCode).toBe(400)
  expect(answer.json<{ fields: object[] }>().fields[0]).toMatchObject({ name })
  expect(stack.mock.received.all()).toEqual([])
})

it('does nothing a source cannot do', async () => {
  const stack = stackWithAda()
  const answer = await send(stack, 'PUT', `${list}/5/status`, { status: 'new' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ fields: [{ name: 'status' }] })
})
