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

describe('writes of tasks', () => {
  it('add, move, complete and reopen one, which the events tell', async () => {
    const { get, post, patch, store } = demo()
    const { id: contact } = store.addContact({ name: 'x' })
    const task = { text: 'Позвонить', complete_till: 1_768_500_000 }
    const owner = { entity_id: contact, entity_type: 'contacts' }
    expect((await post('/api/v4/tasks', [{ text: 'x', ...owner }])).status).toBe(400)
    expect((await post('/api/v4/tasks', [{ ...task, entity_id: 5 }])).status).toBe(400)
    const unknown = { ...task, ...owner, responsible_user_id: 1, task_type_id: 77 }
    const { body: rejected } = await post('/api/v4/tasks', [unknown])
    expect(rejected['validation-errors'][0].errors).toMatchObject([
      { code: 'NotSupportedChoice', path: 'task_type_id' },
      { code: 'NotSupportedChoice', path: 'responsible_user_id' },
    ])
    const added = await post('/api/v4/tasks', [{ ...task, ...owner, request_id: 'a' }])
    const [{ id, request_id: requestId }] = added.body._embedded.tasks
    expect(requestId).toBe('a')
    expect(store.contact(contact)?.closest_task_at).toBe(task.complete_till)

    const moved = await patch('/api/v4/tasks', [
      { id, complete_till: 1_768_600_000, task_type_id: 2, responsible_user_id: 504142 },
    ])
    expect(moved.body._embedded.tasks).toMatchObject([{ id }])
    const completion = { is_completed: true, result: { text: 'Сделано' } }
    expect((await patch(`/api/v4/tasks/${id}`, { is_completed: 'yes' })).status).toBe(400)
    const completed = await patch(`/api/v4/tasks/${id}`, completion)
    expect(completed.body._embedded.tasks).toMatchObject([{ id }])
    expect(store.contact(contact)?.closest_task_at).toBeNull()
    await patch(`/api/v4/tasks/${id}`, { is_completed: false })
    expect((await get(`/api/v4/tasks/${id}`)).body).toMatchObject({
      is_completed: false,
      result: { text: 'Сделано' },
      responsible_user_id: 504142,
    })
    const { events } = (await get(`/api/v4/events?filter[entity]=task&filter[entity_id]=${id}`))
      .body._embedded
    expect(events.map(({ type }: { type: string }) => type).toReversed()).toEqual([
      'task_added',
      'task_type_changed',
      'task_deadline_changed',
      'entity_responsible_changed',
      'task_completed',
      'task_result_added',
    ])
    const gone = await patch('/api/v4/tasks/5', { is_completed: true })
    expect(JSON.stringify(gone.body)).toContain('Error 282')
  })

  it('answer with the bare task in one dialect, with a list in the other', async () => {
    const { post, patch, store, setV4Dialect } = demo()
    const { id: contact } = store.addContact({ name: 'x' })
    const task = { text: 'a', complete_till: 5, entity_id: contact, entity_type: 'contacts' }
    const [{ id }] = (await post('/api/v4/tasks', [task])).body._embedded.tasks
    setV4Dialect('live')
    expect((await patch(`/api/v4/tasks/${id}`, { text: 'b' })).body).toMatchObject({ id })
  })
})

describe('writes of notes', () => {
  it('change what a note says, and pin it', async () => {
    const { get, post, patch, send, store } = demo()
    const { id: contact } = store.addContact({ name: 'x' })
    const path = `/api/v4/contacts/${contact}/notes`
    const [{ id }] = (await post(path, [{ note_type: 'common', params: { text: 'a' } }])).body
      ._embedded.notes
    const text = async () => (await get(`${path}?with=is_pinned`)).body._embedded.notes[0]
    const edit = { id, entity_id: contact, note_type: 'common', params: { text: 'b' } }
    expect((await patch('/api/v4/contacts/notes', [edit])).status).toBe(200)
    expect(await text()).toMatchObject({ params: { text: 'b' }, is_pinned: false })
    const one = await patch(`/api/v4/contacts/notes/${id}`, {
      note_type: 'common',
      params: { text: 'c' },
    })
    expect(one.body._embedded.notes).toMatchObject([{ id, entity_id: contact }])
    expect((await send('POST', `/api/v4/contacts/notes/${id}/pin`)).status).toBe(204)
    expect(await text()).toMatchObject({ params: { text: 'c' }, is_pinned: true })
    await send('POST', `/api/v4/contacts/notes/${id}/unpin`)
    expect(await text()).toMatchObject({ is_pinned: false })
    expect(await get(path)).not.toHaveProperty('body._embedded.notes.0.is_pinned')
    const other = { note_type: 'sms_in', params: { text: 'a', phone: '1' } }
    expect((await patch(`/api/v4/contacts/notes/${id}`, other)).status).toBe(400)
  })

  it.each([
    ['call_out', { uniq: '1', duration: 5, source: 's', link: '', phone: '+7' }, 'outgoing_call'],
    ['sms_in', { text: 'a', phone: '+7' }, 'incoming_sms'],
    ['attachment', { file_uuid: 'u', file_name: 'a.pdf' }, 'attachment_note_added'],
    ['service_message', { service: 's', text: 'a' }, 'service_note_added'],
    ['geolocation', { text: 'a', address: 'b', longitude: '1', latitude: '2' }, 'geo_note_added'],
    ['message_cashier', { status: 'shown', text: 'a' }, 'message_to_cashier_note_added'],
  ])('of the type %s need its parameters, and are events', async (note_type, params, event) => {
    const { get, post, store } = demo()
    const { id } = store.addContact({ name: 'x' })
    const path = `/api/v4/contacts/${id}/notes`
    expect((await post(path, [{ note_type, params: {} }])).status).toBe(400)
    expect((await post(path, [{ note_type, params }])).status).toBe(200)
    const events = (await get(`/api/v4/events?filter[entity]=contact&filter[entity_id]=${id}`)).body
      ._embedded.events
    expect(events.map(({ type }: { type: string }) => type)).toEqual([event])
  })

  it('and tasks of contacts that a user may not see are hidden', async () => {
    const { get, post, store, faults } = demo()
    const { id } = store.addContact({ name: 'x', responsible_user_id: 504142 })
    const path = `/api/v4/contacts/${id}/notes`
    const note = { note_type: 'common', params: { text: 'a' } }
    const [{ id: noteId }] = (await post(path, [note])).body._embedded.notes
    const task = { text: 'a', complete_till: 5, entity_id: id, entity_type: 'contacts' }
    const [{ id: taskId }] = (await post('/api/v4/tasks', [task])).body._embedded.tasks
    faults.add({ kind: 'contact-rights', view: 'M' })
    const tasks = `/api/v4/tasks?filter[entity_type]=contacts&filter[entity_id]=${id}`
    for (const url of [path, tasks, `/api/v4/contacts/notes/${noteId}`, `/api/v4/tasks/${taskId}`])
      expect((await get(url)).status).toBe(204)
    expect((await post(path, [note])).status).toBe(400)
    expect((await post('/api/v4/tasks', [task])).status).toBe(400)
  })

  it('are sent as webhooks', async () => {
    const forms: string[] = []
    const sendHook = async (_to: string, form: string) => void forms.push(form)
    const mock = buildMock({ contacts: 0, sendHook })
    mock.webhooks.setDestination('http://127.0.0.1:1')
    const { id } = mock.store.addContact({ name: 'x' })
    await mockClient(mock).post(`/api/v4/contacts/${id}/notes`, [
      { note_type: 'common', params: { text: 'Звонил' } },
    ])
    await new Promise(setImmediate)
    const form = new URLSearchParams(forms[0])
    expect(form.get('contacts[note][0][note][element_id]')).toBe(String(id))
    expect(form.get('contacts[note][0][note][note_type]')).toBe('4')
    expect(form.get('contacts[note][0][note][text]')).toBe('Звонил')
  })
})

describe('the history of generated contacts', () => {
  it('begins with their creation, and has an event for each note and task', async () => {
    const { store } = demo()
    const ids = store.db.all<{ id: number }>('select id from contacts')
    for (const { id } of ids) {
      const history = store.history.of(id)
      expect(history[0]?.type).toBe('contact_added')
      const times = history.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      const owned = { owners: [id], order: 'id', descending: false, offset: 0, limit: -1 } as const
      const count = (type: string) => history.filter((entry) => entry.type === type).length
      const query = { ...owned, owners: [id] }
      const common = store.notes.list(query).filter((note) => note.note_type === 'common')
      expect(count('common_note_added')).toBe(common.length)
      expect(count('task_added')).toBe(store.tasks.list(query).length)
    }
  })
})
