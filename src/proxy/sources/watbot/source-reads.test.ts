import { describe, expect, it } from 'vitest'
import type { ContactDetail, ContactPage } from '#contract/api/contacts.ts'
import { botContact, botContactPage, botVariables } from '#contract/upstream/watbot/contacts.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'
import { documentedBotContacts as documentedBots } from '#mock/seed/documented-contacts.ts'
import { toContactDetail } from './read-translation.ts'

const list = '/api/sources/bots/contacts'

function documented() {
  const stack = buildStack({ contacts: 0 })
  for (const contact of documentedBots) stack.mock.store.botContacts.save(contact)
  const page = async (query: string) => {
    const answer = (await stack.proxy.inject(`${list}?${query}`)).json<ContactPage>()
    return { ...answer, ids: answer.items.map(({ id }) => id) }
  }
  const one = async (id: number) =>
    (await stack.proxy.inject(`${list}/${id}`)).json<ContactDetail>()
  return { ...stack, page, one }
}

describe('the list of a bot', () => {
  it('answers the example of seed 004 with totals', async () => {
    const { page } = documented()
    const row = { company: null, responsible: null, tags: [], updatedAt: null }
    expect(await page('')).toMatchObject({
      items: [
        {
          ...row,
          id: 1,
          name: 'Иван Иванов',
          phones: [{ value: '79991234567', kind: null, kindId: null }],
          emails: [{ value: 'info@example.com', kind: null, kindId: null }],
          createdAt: '2019-05-10T10:38:28.000Z',
        },
        { ...row, id: 2, phones: [{ value: '792712312321', kind: null }], emails: [] },
        { ...row, id: 3, phones: [], createdAt: '2019-05-11T15:31:34.000Z' },
      ],
      page: 1,
      hasNext: false,
      total: 3,
      filterApplied: true,
    })
  })

  it('filters by bot and by creation time, both ends inclusive', async () => {
    const { page } = documented()
    expect(await page('bot=1')).toMatchObject({ ids: [1, 2], total: 2 })
    expect(await page('bot=3')).toMatchObject({ ids: [], total: 0, hasNext: false })
    const range = '2019-05-10T10:38:28Z..2019-05-11T15:31:34Z'
    expect((await page(`created=${range}`)).ids).toEqual([1, 3])
    expect((await page('created=2019-05-10T10:38:28.001Z..')).ids).toEqual([3])
    expect((await page('created=..2019-05-10T10:38:27.999Z')).ids).toEqual([2])
  })

  it('returns every contact once, page by page', async () => {
    const { proxy } = buildStack({ contacts: 2000 })
    const ids: number[] = []
    let total: number | null = null
    for (let index = 1; ; index++) {
      const answer = (await proxy.inject(`${list}?size=100&page=${index}`)).json<ContactPage>()
      ids.push(...answer.items.map(({ id }) => id))
      total = answer.total
      if (!answer.hasNext) break
    }
    expect(ids.length).toBeGreaterThan(200)
    expect(new Set(ids).size).toBe(ids.length)
    expect(total).toBe(ids.length)
  })

  it('reports neither completeness nor a total if the account ignored a filter', async () => {
    const { page, mock } = documented()
    mock.faults.add({ kind: 'ignore-filter', path: '/api/v1/getContacts' })
    expect(await page('bot=2')).toMatchObject({ filterApplied: false, total: null })
    expect(await page('created=2019-05-11T00:00:00Z..')).toMatchObject({ filterApplied: false })
  })

  it.each(['search=x', 'sort=id', 'responsible=1', 'updatedSince=2026-01-01T00:00:00Z'])(
    'rejects ?%s, which WatBot does not support, without a request',
    async (query) => {
      const { proxy, mock } = documented()
      expect((await proxy.inject(`${list}?${query}`)).statusCode).toBe(400)
      expect(mock.received.all()).toEqual([])
    },
  )

  it('lists a single bot by its id, and never shows its token', async () => {
    const { page, mock } = documented()
    await page('bot=1')
    const { url } = mock.received.all()[0] ?? { url: '' }
    expect(url).toBe('/api/v1/getContacts?bot_id=1&count=50&page=1')
    expect(url).not.toContain(testToken)
  })
})

describe('one contact of a bot', () => {
  it('is returned with address, UTM marks, tags, variables and identity', async () => {
    const { one, mock } = documented()
    const [ivan] = documentedBots
    if (!ivan) throw new Error('The document has a contact')
    const variables = [
      { id: 1, name: 'city', value: 'Москва', deletable: true },
      { id: 2, name: 'level', value: '3', deletable: false },
    ]
    mock.store.botContacts.save({ ...ivan, tags: ['Тег 1', 'Тег 2'], variables })
    expect(await one(1)).toMatchObject({
      tags: [
        { id: null, name: 'Тег 1' },
        { id: null, name: 'Тег 2' },
      ],
      identity: { bot: 1, messenger: 'whatsapp', id: null, username: null },
      variables: [
        { name: 'city', value: 'Москва', isDeletable: true },
        { name: 'level', value: '3', isDeletable: false },
      ],
      fields: [
        { code: 'address', value: { kind: 'text', values: ['г. Москва, ул. Пушкина, д. 5'] } },
        { code: 'utm_source', value: { kind: 'text', values: ['landing'] } },
        { code: 'utm_medium' },
        { code: 'utm_campaign' },
        { code: 'utm_term' },
        { code: 'utm_content' },
      ],
      url: null,
    })
    expect((await one(2)).identity).toEqual({
      bot: 1,
      messenger: 'telegram',
      id: '123456',
      username: 'superman',
    })
    expect((await one(3)).identity).toMatchObject({ id: '1123456789dD20=' })
  })

  it('is found without a method for it, at any position', async () => {
    const { proxy, mock } = buildStack({ contacts: 0 })
    const [, , vasily] = documentedBots
    if (!vasily) throw new Error('The document has a third contact')
    mock.store.transaction(() => {
      for (let id = 1; id <= 2200; id++)
        mock.store.botContacts.save({ ...vasily, id, viber_id: `v${id}`, created_at: 1.6e9 + id })
    })
    for (const id of [1, 500, 501, 1234, 2200]) {
      const answer = await proxy.inject(`${list}/${id}`)
      expect(answer.json()).toMatchObject({ id, identity: { id: `v${id}` } })
    }
    mock.received.clear()
    await proxy.inject(`${list}/1234`)
    expect(mock.received.all().filter(({ url }) => url.includes('getContacts'))).toHaveLength(1)
    expect((await proxy.inject(`${list}/4000`)).statusCode).toBe(404)
  })

  it('has no leads, customers or elements', async () => {
    const { proxy } = documented()
    for (const part of ['leads', 'customers', 'catalog-elements'])
      expect((await proxy.inject(`${list}/1/${part}`)).statusCode).toBe(400)
    expect((await proxy.inject('/api/sources/bots/users')).json()).toEqual({ items: [] })
  })
})

describe('what the documents do not specify', () => {
  const row = { id: 9, bot_id: 3, name: 'Олег', created_at: '2024-02-01T12:30:00+03:00' }

  const noTags = { items: [], dropped: [] }

  it('reads an unknown messenger', () => {
    const read = botContact.parse({ ...row, messenger: 'max', max_id: 77 })
    expect(toContactDetail(read, noTags, [])).toMatchObject({
      createdAt: '2024-02-01T09:30:00.000Z',
      identity: { messenger: 'max', id: '77' },
    })
  })

  it.each([[null], [[]], [undefined], [{ utm_source: null }]])(
    'reads %o as missing UTM values',
    (utm) => {
      const read = botContact.parse({ ...row, messenger: 'vk', vk_user_id: 5, utm, phone: null })
      const contact = toContactDetail(read, noTags, [])
      expect(contact).toMatchObject({ fields: [], phones: [], identity: { id: '5' } })
    },
  )

  it('reads a variable with its name under either key, and flags as numbers', () => {
    const { items } = botVariables.parse({
      data: [
        { id: 1, value: 5, deletable: 0, variable: { id: 1, name: 'a' } },
        { id: 2, name: 'b', value: null, deletable: '1' },
      ],
    })
    expect(
      toContactDetail(botContact.parse({ ...row, messenger: 'vk' }), noTags, items).variables,
    ).toEqual([
      { name: 'a', value: '5', isDeletable: false },
      { name: 'b', value: '', isDeletable: true },
    ])
  })

  it('accepts the empty page of Laravel as an empty page', () => {
    const meta = { current_page: 1, from: null, last_page: 1, per_page: 500, to: null, total: 0 }
    expect(botContactPage.parse({ data: [], meta }).total).toBe(0)
  })
})
