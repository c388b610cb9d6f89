import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'

const demo = () => {
  const mock = buildMock({ contacts: 150, now: () => Date.UTC(2026, 0, 15) })
  return { ...mock, ...mockClient(mock) }
}

describe('tasks', () => {
  it('are filtered by contact and state, and make closest_task_at', async () => {
    const { get, send } = demo()
    const open = (
      await get('/api/v4/tasks?filter[entity_type]=contacts&filter[is_completed]=0&limit=250')
    ).body._embedded.tasks
    const done = (await get('/api/v4/tasks?filter[is_completed]=1&limit=250')).body._embedded.tasks
    expect(open.every((task: { is_completed: boolean }) => !task.is_completed)).toBe(true)
    expect(done.every((task: { is_completed: boolean }) => task.is_completed)).toBe(true)
    const [contact] = (await get('/api/v4/contacts?filter[closest_task_at][from]=1&limit=1')).body
      ._embedded.contacts
    const task = open.find((item: { entity_id: number }) => item.entity_id === contact.id)
    expect(contact.closest_task_at).toBe(task.complete_till)
    const ofContact = await get(
      `/api/v4/tasks?filter[entity_type]=contacts&filter[entity_id][]=${task.entity_id}`,
    )
    expect(ofContact.body._embedded.tasks.map((item: { id: number }) => item.id)).toContain(task.id)
    expect((await get(`/api/v4/tasks/${task.id}`)).body.text).toBe(task.text)
    const due = (
      await get('/api/v4/tasks?order[complete_till]=desc&limit=250')
    ).body._embedded.tasks.map((item: { complete_till: number }) => item.complete_till)
    expect(due).toEqual(due.toSorted((a: number, b: number) => b - a))
    expect((await send('DELETE', `/api/v4/tasks/${task.id}`)).body.detail).toBe('Invalid scope')
  })
})

describe('notes', () => {
  it('are added to a contact and listed under it', async () => {
    const { get, post, send, store } = demo()
    const { id } = store.addContact({ name: 'x' })
    const { status, body } = await post('/api/v4/contacts/notes', [
      { entity_id: id, note_type: 'common', params: { text: 'Звонил' }, request_id: 'n' },
    ])
    expect(status).toBe(200)
    expect(body._embedded.notes).toMatchObject([{ entity_id: id, request_id: 'n' }])
    await post(`/api/v4/contacts/${id}/notes`, [
      { note_type: 'common', params: { text: 'Ещё раз' } },
    ])
    const listed = (await get(`/api/v4/contacts/${id}/notes`)).body._embedded.notes
    expect(listed.map((note: { params: { text: string } }) => note.params.text)).toEqual([
      'Звонил',
      'Ещё раз',
    ])
    const filtered = await get(
      `/api/v4/contacts/notes?filter[entity_id][]=${id}&filter[note_type][]=common`,
    )
    expect(filtered.body._embedded.notes).toHaveLength(2)
    expect(
      (await post('/api/v4/contacts/notes', [{ entity_id: 5, note_type: 'nope' }])).status,
    ).toBe(400)
    expect(await send('DELETE', `/api/v4/contacts/notes/${listed[0].id}`)).toMatchObject({
      status: 405,
      body: '',
    })
  })
})

describe('events', () => {
  it('list changes of a contact, newest first', async () => {
    const { get, post, patch } = demo()
    const { id } = (await post('/api/v4/contacts', [{ name: 'a' }])).body._embedded.contacts[0]
    await patch(`/api/v4/contacts/${id}`, {
      name: 'b',
      responsible_user_id: 504142,
      tags_to_add: [{ name: 'vip' }],
      custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '+71' }] }],
    })
    const url = `/api/v4/events?filter[entity]=contact&filter[entity_id]=${id}&with=contact_name`
    const { events } = (await get(url)).body._embedded
    expect(events.map(({ type }: { type: string }) => type)).toEqual([
      'entity_tag_added',
      'custom_field_4396818_value_changed',
      'entity_responsible_changed',
      'name_field_changed',
      'contact_added',
    ])
    expect(events[3]).toMatchObject({
      entity_id: id,
      entity_type: 'contact',
      created_by: 504141,
      value_before: [{ name_field_value: { name: 'a' } }],
      value_after: [{ name_field_value: { name: 'b' } }],
      _embedded: { entity: { id, name: 'b' } },
    })
    const filtered = await get(
      `${url}&filter[type]=contact_added,name_field_changed&filter[created_by]=504141`,
    )
    expect(filtered.body._embedded.events).toHaveLength(2)
    expect((await get(`/api/v4/events/${events[0].id}`)).body.type).toBe('entity_tag_added')
    expect((await get('/api/v4/events/types')).body._embedded.events_types[0]).toHaveProperty('key')
    expect((await get('/api/v4/events?filter[entity]=lead')).status).toBe(204)
    await post('/api/v4/contacts', Array(120).fill({ name: 'x' }))
    expect((await get('/api/v4/events?limit=250')).body._embedded.events).toHaveLength(100)
  })
})
