import { describe, expect, it } from 'vitest'
import { listPath as list, sendWrite as send, stackWithAda } from '#testing/contact-writes.ts'
import { buildStack } from '#testing/stack.ts'
import { pointsValue, setText, tagsValue, textValue } from '#testing/values.ts'

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

  it('reports rejected contacts with reasons, and writes the others', async () => {
    const stack = buildStack({ contacts: 0 })
    const set = { kind: 'user', id: 504_147, name: null }
    const items = [
      { changes: [setText('name', 'Ada')] },
      { changes: [setText('name', 'Bad'), { attribute: 'responsible', set }] },
      { changes: [{ attribute: 'emails', set: pointsValue('a'.repeat(257)) }] },
    ]
    const answer = await send(stack, 'POST', list, { items })
    expect(answer.json()).toMatchObject({
      results: [
        { outcome: 'created' },
        { outcome: 'rejected', issues: [{ attribute: 'responsible', code: 'unknown_option' }] },
        { outcome: 'invalid', issues: [{ attribute: 'emails', index: 0, code: 'too_long' }] },
      ],
    })
    expect(stack.mock.store.countContacts()).toBe(1)
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

  it('clears the requested attributes only', async () => {
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

describe('an edit with the displayed values', () => {
  const change = { changes: [setText('name', 'Ada King')] }

  it.each(['main', 'legacy'])('is written by %s if nothing has changed since', async (name) => {
    const stack = stackWithAda()
    const items = [{ id: 5, ...change, before: { name: textValue('Ada Lovelace') } }]
    const answer = await send(stack, 'PATCH', `/api/sources/${name}/contacts`, { items })
    expect(answer.json()).toMatchObject({ results: [{ outcome: 'changed' }] })
  })

  it.each(['main', 'legacy'])('is a conflict at %s after a concurrent change', async (name) => {
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

  it('is merged with other changes of others, and reports it', async () => {
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
})

it.each([
  ['main', 'Europe/Moscow'],
  ['legacy', 'Europe/Moscow'],
  ['bots', null],
])('%s reports the time zone of its account: %s', async (name, timeZone) => {
  const { proxy } = buildStack({ contacts: 0 })
  expect((await proxy.inject(`/api/sources/${name}/account`)).json()).toEqual({ timeZone })
})

it('repeats a write that was certainly not handled: too many requests', async () => {
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
])('reports the issues of %o before anything is sent', async (payload, name) => {
  const stack = buildStack({ contacts: 0 })
  const answer = await send(stack, 'POST', list, payload)
  expect(answer.statusCode).toBe(400)
  expect(answer.json<{ fields: object[] }>().fields[0]).toMatchObject({ name })
  expect(stack.mock.received.all()).toEqual([])
})

it('rejects what a source does not support', async () => {
  const stack = stackWithAda()
  const answer = await send(stack, 'PUT', `${list}/5/status`, { status: 'new' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ fields: [{ name: 'status' }] })
})
