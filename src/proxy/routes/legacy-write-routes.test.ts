import { describe, expect, it } from 'vitest'
import { listPath as list, sendWrite as send, stackWithAda } from '#testing/contact-writes.ts'
import { buildStack } from '#testing/stack.ts'

it('accepts a contact in the format of 0.1.0', async () => {
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

describe('a rejection of one value, in the format of 0.1.0', () => {
  it('names the value by its key, wherever amoCRM found it', async () => {
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
    // Invalid values are reported before anything is sent.
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

const seen = { updatedAt: '2023-11-14T22:13:20.000Z' }

it.each(['main', 'legacy'])('is rejected by %s as stale in the format of 0.1.0', async (name) => {
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
