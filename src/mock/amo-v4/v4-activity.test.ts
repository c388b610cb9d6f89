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
