import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { addLead, buildEmptyMock } from '#mock/mock-fixtures.ts'

const start = Date.UTC(2026, 0, 15)
type Event = { id: string; type: string; entity_id: number; created_at: number }

function createEventMock() {
  let now = start
  const mock = buildEmptyMock({ now: () => now })
  const client = mockClient(mock)
  const list = async (query = '') => {
    const { status, body } = await client.get(`/api/v4/events?${query}`)
    const events: Event[] = status === 204 ? [] : body._embedded.events
    return events
  }
  const types = async (query = '') => (await list(query)).map(({ type }) => type)
  const add = async (...names: string[]) => {
    const { body } = await client.post(
      '/api/v4/contacts',
      names.map((name) => ({ name })),
    )
    return body._embedded.contacts.map(({ id }: { id: number }) => id)
  }
  const wait = (seconds: number) => (now += seconds * 1000)
  return { ...mock, ...client, list, types, add, wait }
}

describe('events', () => {
  it('list changes of a contact, newest first', async () => {
    const { get, patch, add, types, list } = createEventMock()
    const [id] = await add('a')
    await patch(`/api/v4/contacts/${id}`, {
      name: 'b',
      responsible_user_id: 504142,
      tags_to_add: [{ name: 'vip' }],
      custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '+71' }] }],
    })
    const ofContact = `filter[entity]=contact&filter[entity_id]=${id}&with=contact_name`
    const events = await list(ofContact)
    expect(events.map(({ type }) => type)).toEqual([
      'entity_tag_added',
      'custom_field_4396818_value_changed',
      'entity_responsible_changed',
      'name_field_changed',
      'contact_added',
    ])
    expect(events[3]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/),
      entity_id: id,
      entity_type: 'contact',
      created_by: 504141,
      value_before: [{ name_field_value: { name: 'a' } }],
      value_after: [{ name_field_value: { name: 'b' } }],
      _embedded: { entity: { id, name: 'b' } },
    })
    const byType = `${ofContact}&filter[type]=contact_added,name_field_changed`
    expect(await types(`${byType}&filter[created_by]=504141`)).toHaveLength(2)
    expect(await types(`${byType}&filter[created_by]=504142`)).toEqual([])
    const [{ id: tagged } = { id: '' }] = events
    expect((await get(`/api/v4/events/${tagged}`)).body.type).toBe('entity_tag_added')
    expect((await get('/api/v4/events/5')).status).toBe(204)
    expect(await types(`filter[id][]=${tagged}`)).toEqual(['entity_tag_added'])
    expect((await get('/api/v4/events/types')).body._embedded.events_types[0]).toHaveProperty('key')
    expect(await types('filter[entity]=lead')).toEqual([])
    expect(await types('filter[entity]=lead,contact')).toHaveLength(5)
  })

  it('come 100 to a page, and 50 if more are requested', async () => {
    const { get, add } = createEventMock()
    await add(...Array<string>(120).fill('x'))
    const page = async (query: string) => (await get(`/api/v4/events?${query}`)).body
    const first = await page('limit=100')
    expect(first._embedded.events).toHaveLength(100)
    expect(first._links.next.href).toContain('page=2')
    const second = await page('limit=100&page=2')
    expect(second._embedded.events).toHaveLength(20)
    expect(second._links).not.toHaveProperty('next')
    expect((await page('limit=250'))._embedded.events).toHaveLength(50)
  })

  it('are filtered by time: since a moment, or within a range', async () => {
    const { add, list, wait } = createEventMock()
    const added: number[] = []
    for (const name of ['a', 'b', 'c']) {
      added.push(...(await add(name)))
      wait(60)
    }
    const ids = async (query: string) => (await list(query)).map((event) => event.entity_id)
    const [first, second, third] = added
    const at = start / 1000 + 60
    expect(await ids(`filter[created_at]=${at}`)).toEqual([third, second])
    expect(await ids(`filter[created_at]=${at},${at + 1}`)).toEqual([second])
    expect(await ids(`filter[created_at][to]=${at}`)).toEqual([second, first])
    expect(await ids(`filter[created_at][from]=${at + 1}`)).toEqual([third])
  })

  it('are received as links or changes of one field when filtered by their general types', async () => {
    const mock = createEventMock()
    const { post, patch, add, list, types } = mock
    const [id] = await add('a')
    addLead(mock, 45615)
    const link = { to_entity_id: 45615, to_entity_type: 'leads' }
    const { updated_at: before } = mock.store.contact(id) ?? {}
    mock.wait(60)
    await post(`/api/v4/contacts/${id}/link`, [link])
    await post(`/api/v4/contacts/${id}/link`, [link])
    await post(`/api/v4/contacts/${id}/unlink`, [link])
    await post(`/api/v4/contacts/${id}/unlink`, [link])
    expect(mock.store.contact(id)?.updated_at).toBe(before)
    expect(await list('filter[type]=contact_linked,contact_unlinked')).toMatchObject([
      {
        type: 'entity_unlinked',
        value_before: [{ link: { entity: { type: 'lead', id: 45615 } } }],
      },
      { type: 'entity_linked', value_after: [{ link: { entity: { type: 'lead', id: 45615 } } }] },
    ])
    expect(await types('filter[type]=lead_linked')).toEqual(['entity_linked'])
    expect(await types('filter[type]=company_linked,lead_unlinked')).toEqual(['entity_unlinked'])

    await patch(`/api/v4/contacts/${id}`, {
      custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '+71' }] }],
    })
    const changed = ['custom_field_4396818_value_changed']
    expect(await types('filter[type]=custom_field_value_changed')).toEqual(changed)
    expect(await types(`filter[type]=${changed[0]}`)).toEqual(changed)
    expect(await types('filter[type]=custom_field_1_value_changed')).toEqual([])
  })

  it('are filtered by the responsible user before and after', async () => {
    const { patch, add, types } = createEventMock()
    const [id] = await add('a')
    await patch(`/api/v4/contacts/${id}`, { responsible_user_id: 504142 })
    const changed = ['entity_responsible_changed']
    expect(await types('filter[value_after][responsible_user_id]=504142')).toEqual(changed)
    expect(await types('filter[value_before][responsible_user_id]=504141')).toEqual(changed)
    expect(await types('filter[value_before][responsible_user_id]=504142')).toEqual([])
  })

  it.each([
    'filter[entity_id]=1',
    'filter[entity]=contact,task&filter[entity_id]=1',
    `filter[entity]=contact&filter[entity_id]=${Array.from({ length: 11 }, (_, i) => i).join()}`,
    `filter[created_by]=${Array.from({ length: 11 }, (_, i) => i).join()}`,
    'filter[type]=custom_field_5_value_changed,contact_added',
  ])('reject %s, which the documents exclude', async (query) => {
    const { get } = createEventMock()
    expect((await get(`/api/v4/events?${query}`)).status).toBe(400)
  })

  it('of contacts that a user may not see are left out', async () => {
    const mock = createEventMock()
    const { body } = await mock.post('/api/v4/contacts', [
      { name: 'own', responsible_user_id: 504143 },
      { name: 'other' },
    ])
    const [own] = body._embedded.contacts
    await mock.post('/_mock/tokens', { token: 'manager', user_id: 504143 })
    const manager = mockClient(mock, 'manager')
    const seen = (await manager.get('/api/v4/events')).body._embedded.events
    expect(seen.map((event: Event) => event.entity_id)).toEqual([own.id])
    const [, hidden] = (await mock.list()).toReversed()
    expect((await mock.get(`/api/v4/events/${hidden?.id}`)).status).toBe(200)
    expect((await manager.get(`/api/v4/events/${hidden?.id}`)).status).toBe(204)
  })
})
