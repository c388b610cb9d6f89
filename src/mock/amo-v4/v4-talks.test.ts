import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const talks = '/api/v4/talks'
const now = Date.UTC(2026, 0, 15)
type Listed = { talk_id: number; contact_id: number; is_in_work: boolean; origin: string }

function createTalkMock() {
  const mock = buildEmptyMock({ now: () => now })
  const client = mockClient(mock)
  mock.store.addContact({ id: 11, name: 'Ада', responsible_user_id: 504_141 })
  mock.store.addContact({ id: 12, name: 'Борис', responsible_user_id: 504_142 })
  const open = async (contact: number, origin?: string) => {
    const input = { contact_id: contact, ...(origin && { origin }) }
    const { status, body } = await client.post('/_mock/talks', input)
    expect(status).toBe(201)
    return Number(body.talk.talk_id)
  }
  const idsOf = async (query: string) => {
    const { status, body } = await client.get(`${talks}?${query}`)
    const items: Listed[] = status === 204 ? [] : body._embedded.talks
    return items.map(({ talk_id: id }) => id)
  }
  return { ...mock, ...client, open, idsOf }
}

describe('talks', () => {
  it('tell channel and state of a chat, several to a chat over time', async () => {
    const { open, get, patch, store } = createTalkMock()
    expect((await get(talks)).status).toBe(204)
    const first = await open(11)
    await patch(`/_mock/talks/${first}`, { is_in_work: false })
    const second = await open(11, 'pro.wappi.tg')
    const { body } = await get(`${talks}?filter[contact_id]=11`)
    const [chat] = store.chats.list(undefined, [11])
    expect(body._embedded.talks).toMatchObject([
      { talk_id: first, status: 'closed', is_in_work: false, origin: 'telegram' },
      { talk_id: second, status: 'in_work', is_in_work: true, is_read: false, missed_at: null },
    ])
    expect(body._embedded.talks[1]).toMatchObject({
      chat_id: chat?.chat_id,
      contact_id: 11,
      origin: 'pro.wappi.tg',
      entity_id: null,
      _embedded: { contacts: [{ id: 11 }], leads: [], customers: [] },
    })
  })

  it('are filtered by contact, talk and state in every spelling, and paged', async () => {
    const { open, idsOf, patch, get } = createTalkMock()
    const [first, second, third] = [await open(11), await open(12), await open(12)]
    await patch(`/_mock/talks/${second}`, { is_in_work: false })
    expect(await idsOf('filter[contact_id]=12')).toEqual([second, third])
    expect(await idsOf('contact_id[]=11&contact_id[]=12')).toEqual([first, second, third])
    expect(await idsOf('filter[only_in_work]=1')).toEqual([first, third])
    expect(await idsOf('only_in_work')).toEqual([first, third])
    expect(await idsOf(`talk_id=${second}`)).toEqual([second])
    expect(await idsOf('entity_id=5&entity_type=lead')).toEqual([])
    expect(await idsOf('limit=2')).toEqual([first, second])
    expect(await idsOf('limit=2&page=2')).toEqual([third])
    expect((await get(`${talks}?limit=2`)).body._links.next.href).toContain('page=2')
  })

  it('are read by ID, and an unknown one is 404', async () => {
    const { open, get, send } = createTalkMock()
    const id = await open(11)
    expect((await get(`${talks}/${id}`)).body).toMatchObject({ talk_id: id, contact_id: 11 })
    expect((await get(`${talks}/${id + 1}`)).status).toBe(404)
    expect((await get(`${talks}/x`)).status).toBe(404)
    expect((await send('DELETE', `/_mock/talks/${id}`)).status).toBe(204)
    expect((await get(`${talks}/${id}`)).status).toBe(404)
  })

  it('are closed by force, and otherwise by the bot that asks for a rating', async () => {
    const { open, get, post } = createTalkMock()
    const id = await open(11)
    expect((await post(`${talks}/${id}/close`, {})).status).toBe(202)
    expect((await get(`${talks}/${id}`)).body).toMatchObject({
      status: 'nps_scheduled',
      is_in_work: true,
    })
    expect((await post(`${talks}/${id}/close`, { force_close: true })).status).toBe(202)
    expect((await get(`${talks}/${id}`)).body).toMatchObject({
      status: 'closed',
      is_in_work: false,
    })
    expect((await post(`${talks}/1/close`, {})).status).toBe(404)
  })

  it('are visible as far as the rights on their contact go', async () => {
    const { open, faults, idsOf, get } = createTalkMock()
    const [own, other] = [await open(11), await open(12)]
    faults.add({ kind: 'contact-rights', view: 'M' })
    expect(await idsOf('')).toEqual([own])
    expect((await get(`${talks}/${other}`)).status).toBe(404)
  })

  it('follow their chat to another contact', async () => {
    const { open, store, idsOf } = createTalkMock()
    const id = await open(11)
    store.chats.link(store.talks.get(id)?.chat_id ?? '', 12)
    expect(await idsOf('contact_id=12')).toEqual([id])
  })

  it('are seeded with the chats, of native channels and of others, in work and closed', () => {
    const { store } = buildMock({ contacts: 400, now: () => now })
    const seeded = store.talks.list({}, { offset: 0, limit: 1000 })
    const chats = new Set(seeded.map(({ chat_id: chat }) => chat))
    expect(chats.size).toBeLessThan(seeded.length)
    const origins = new Set(seeded.map(({ origin }) => origin))
    for (const origin of ['telegram', 'waba', 'viber', 'pro.wappi.tg'])
      expect([...origins]).toContain(origin)
    expect(new Set(seeded.map(({ status }) => status))).toEqual(
      new Set(['closed', 'in_work', 'nps_scheduled']),
    )
    expect(seeded.some(({ missed_at: at }) => at !== null)).toBe(true)
    expect(seeded.some((talk) => !talk.is_read)).toBe(true)
    expect(seeded.every((talk) => talk.is_in_work || talk.missed_at === null)).toBe(true)
  })
})
