import { describe, expect, it } from 'vitest'
import { mockClient } from './mock-client.ts'
import { addLead, buildEmptyMock } from './mock-fixtures.ts'

const start = Date.UTC(2026, 0, 15) / 1000
const other = 504_142
const contacts = '/api/v4/contacts'

/** An account with one contact, which was changed an hour before the test's actions. */
function createAccount() {
  let now = start
  const mock = buildEmptyMock({ now: () => now * 1000 })
  const client = mockClient(mock)
  const { id } = mock.store.addContact({ name: 'Ада', phones: ['+71'], tags: ['old'] })
  now += 3600
  const idsOf = async (query = '') => {
    const { status, body } = await client.get(`${contacts}?order[id]=asc&${query}`)
    const items: { id: number }[] = status === 204 ? [] : body._embedded.contacts
    return items.map((item) => item.id)
  }
  const eventsOf = async (query = '') => {
    const { status, body } = await client.get(`/api/v4/events?${query}`)
    const events: { type: string }[] = status === 204 ? [] : body._embedded.events
    return events
  }
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await client.send(method, `/_mock${path}`, body)
    expect({ path, status: response.status, body: response.body }).toMatchObject({
      status: expect.toSatisfy((status: number) => status < 300),
    })
    return response.body
  }
  const read = async (contactId = id) => (await client.get(`${contacts}/${contactId}`)).body
  return { ...mock, ...client, id, now: () => now, idsOf, eventsOf, control, read }
}

describe('another user of the account', () => {
  it('deletes contacts to the trash and restores them, without moving updated_at', async () => {
    const { id, get, store, control, idsOf, eventsOf } = createAccount()
    const second = store.addContact({ name: 'Борис' }).id
    await control('POST', '/contacts/delete', { ids: [id, second] })
    expect(await idsOf()).toEqual([])
    expect((await get(`${contacts}/${id}`)).status).toBe(204)
    expect((await get('/api/v2/contacts')).status).toBe(204)
    const trash = await get(`${contacts}?with=only_deleted&order[id]=asc`)
    expect(trash.body._embedded.contacts).toMatchObject([
      { id, is_deleted: false, updated_at: start },
      { id: second, is_deleted: false },
    ])
    const deleted = { type: 'contact_deleted', created_by: other, created_at: start + 3600 }
    expect(await eventsOf('filter[type]=contact_deleted')).toMatchObject([
      { ...deleted, entity_id: second },
      { ...deleted, entity_id: id },
    ])
    await control('POST', '/contacts/restore', { ids: [id], by: 504_143, updated_at: 7 })
    expect(await idsOf()).toEqual([id])
    expect(store.contact(id)).toMatchObject({ updated_at: 7, updated_by: 504_143 })
    expect(await eventsOf('filter[type]=contact_restored')).toMatchObject([
      { entity_id: id, created_by: 504_143 },
    ])
  })

  it('merges contacts: the first has everything, the others are nowhere', async () => {
    const mock = createAccount()
    const { id, get, store, control, idsOf, eventsOf, read } = mock
    addLead(mock, 45615)
    store.companies.save({ ...company, id: 601 })
    const merged = store.addContact({
      name: 'Ada',
      phones: ['+72', '+71'],
      emails: ['ada@kartoteka.example'],
      tags: ['new'],
      leads: [45615],
      company_id: 601,
    }).id
    await control('POST', `/contacts/${merged}/tasks`, { text: 'Call', complete_till: start + 60 })
    await mock.post(`${contacts}/${merged}/notes`, [{ note_type: 'common', params: { text: 'n' } }])
    await control('POST', '/contacts/merge', { ids: [id, merged] })

    expect(await idsOf()).toEqual([id])
    expect((await get(`${contacts}/${merged}`)).status).toBe(204)
    expect(await idsOf('with=only_deleted')).toEqual([])
    expect(await idsOf('query=ada@kartoteka')).toEqual([id])
    const target = (await get(`${contacts}/${id}?with=leads`)).body
    expect(target).toMatchObject({
      name: 'Ада',
      updated_at: start,
      closest_task_at: start + 60,
      _embedded: {
        tags: [{ name: 'old' }, { name: 'new' }],
        leads: [{ id: 45615 }],
        companies: [{ id: 601 }],
      },
    })
    const values = (code: string) =>
      target.custom_fields_values
        .find((field: { field_code: string }) => field.field_code === code)
        .values.map(({ value }: { value: string }) => value)
    expect(values('PHONE')).toEqual(['+71', '+72'])
    expect(values('EMAIL')).toEqual(['ada@kartoteka.example'])
    expect((await get(`${contacts}/${id}/notes`)).body._embedded.notes).toHaveLength(1)
    expect(await eventsOf('filter[type]=entity_merged,contact_deleted')).toMatchObject([
      { type: 'entity_merged', entity_id: id, value_before: [], value_after: [] },
    ])

    const third = store.addContact({ name: 'x' }).id
    await control('POST', '/contacts/merge', { ids: [id, third], deletion_events: true })
    expect(await eventsOf('filter[type]=contact_deleted')).toMatchObject([{ entity_id: third }])
    expect((await read()).name).toBe('Ада')
  })

  it('edits a contact with any updated_at, past or future, or now', async () => {
    const { id, control, read, eventsOf, now } = createAccount()
    for (const updated_at of [5, start + 1e9]) {
      await control('PATCH', `/contacts/${id}`, { name: `at ${updated_at}`, updated_at })
      expect(await read()).toMatchObject({ name: `at ${updated_at}`, updated_at })
    }
    await control('PATCH', `/contacts/${id}`, { first_name: 'Ada', by: 504_143 })
    expect(await read()).toMatchObject({ updated_at: now(), updated_by: 504_143 })
    expect(await eventsOf('filter[created_by]=504143')).toMatchObject([
      { type: 'name_field_changed', created_at: now() },
    ])
  })

  it('changes tags and links, which have events but do not move updated_at', async () => {
    const mock = createAccount()
    const { id, control, read, eventsOf, store } = mock
    addLead(mock, 45615)
    store.companies.save({ ...company, id: 601 })
    const [element] = store.elements.list({ order: 'id', descending: false, offset: 0, limit: 1 })
    const before = await read()
    await control('POST', `/contacts/${id}/tags`, { add: ['new'], remove: ['old'] })
    const [toCompany, toLead, toElement] = [
      { to_entity_type: 'companies', to_entity_id: 601 },
      { to_entity_type: 'leads', to_entity_id: 45615 },
      { to_entity_type: 'catalog_elements', to_entity_id: element?.id },
    ]
    await control('POST', `/contacts/${id}/links`, { add: [toCompany, toLead, toElement] })
    expect(await read()).toMatchObject({
      updated_at: before.updated_at,
      updated_by: before.updated_by,
      _embedded: { tags: [{ name: 'new' }], companies: [{ id: 601 }] },
    })
    await control('POST', `/contacts/${id}/links`, { remove: [toCompany, toLead] })
    expect((await read())._embedded.companies).toEqual([])
    expect(store.links.all(id).map(({ kind }) => kind)).toEqual(['catalog_elements'])
    const value = (type: string, entityId: number | undefined) => [
      { link: { entity: { type, id: entityId } } },
    ]
    expect((await eventsOf()).toReversed()).toMatchObject([
      { type: 'entity_tag_added', value_after: [{ tag: { name: 'new' } }], created_by: other },
      { type: 'entity_tag_deleted', value_before: [{ tag: { name: 'old' } }] },
      { type: 'entity_linked', value_after: value('company', 601), created_by: other },
      { type: 'entity_linked', value_after: value('lead', 45615), created_by: other },
      { type: 'entity_linked', value_after: value('catalog_8001', element?.id) },
      { type: 'entity_unlinked', value_before: value('company', 601), created_by: other },
      { type: 'entity_unlinked', value_before: value('lead', 45615), created_by: other },
    ])
    await control('POST', `/contacts/${id}/tags`, { add: ['late'], updated_at: start + 9 })
    expect(await read()).toMatchObject({ updated_at: start + 9, updated_by: other })
  })

  it('adds, changes, completes and deletes a task: its events name the task, not the contact', async () => {
    const { id, control, read, eventsOf, get, now } = createAccount()
    const till = start + 9000
    const { task } = await control('POST', `/contacts/${id}/tasks`, {
      text: 'Call',
      complete_till: till,
    })
    expect(await read()).toMatchObject({ closest_task_at: till, updated_at: start })
    const tasks = async (query: string) =>
      (await get(`/api/v4/tasks?${query}`)).body._embedded.tasks
    expect(await tasks(`filter[entity_type]=contacts&filter[entity_id]=${id}`)).toMatchObject([
      { id: task.id, text: 'Call', created_by: other, updated_at: now() },
    ])
    await control('PATCH', `/tasks/${task.id}`, {
      text: 'Write',
      complete_till: till + 60,
      task_type_id: 2,
      updated_at: 5,
    })
    expect(await read()).toMatchObject({ closest_task_at: till + 60, updated_at: start })
    expect(await tasks('filter[updated_at][to]=5')).toMatchObject([{ text: 'Write' }])
    await control('PATCH', `/tasks/${task.id}`, { is_completed: true, result: { text: 'Done' } })
    expect(await read()).toMatchObject({ closest_task_at: null, updated_at: start })
    expect(await tasks('')).toMatchObject([{ is_completed: true, result: { text: 'Done' } }])
    await control('DELETE', `/tasks/${task.id}`)
    expect((await get('/api/v4/tasks')).status).toBe(204)

    const ofTask = `filter[entity]=task&filter[entity_id]=${task.id}`
    const events = (await eventsOf(ofTask)).toReversed()
    expect(events.map(({ type }) => type)).toEqual([
      'task_added',
      'task_text_changed',
      'task_type_changed',
      'task_deadline_changed',
      'task_completed',
      'task_result_added',
      'task_deleted',
    ])
    expect(events[1]).toMatchObject({
      entity_type: 'task',
      entity_id: task.id,
      created_by: other,
      value_before: [{ task: { text: 'Call' } }],
      value_after: [{ task: { text: 'Write' } }],
    })
    expect(events[3]).toMatchObject({ value_after: [{ task_deadline: { timestamp: till + 60 } }] })
    expect(await eventsOf('filter[entity]=contact')).toEqual([])
  })

  it('renames a company: its updated_at moves, that of its contacts does not', async () => {
    const { id, control, read, eventsOf, get, store, now } = createAccount()
    store.companies.save({ ...company, id: 601 })
    await control('POST', `/contacts/${id}/links`, {
      add: [{ to_entity_type: 'companies', to_entity_id: 601 }],
    })
    await control('PATCH', '/companies/601', { name: 'Новое имя' })
    const changed = `/api/v4/companies?filter[updated_at][from]=${now()}`
    expect((await get(changed)).body._embedded.companies).toMatchObject([
      { id: 601, name: 'Новое имя', updated_by: other },
    ])
    expect((await read()).updated_at).toBe(start)
    expect(await eventsOf('filter[entity]=company&with=company_name')).toMatchObject([
      {
        type: 'name_field_changed',
        entity_id: 601,
        value_before: [{ name_field_value: { name: 'Старое имя' } }],
        _embedded: { entity: { name: 'Новое имя' } },
      },
    ])
    await control('PATCH', '/companies/601', { name: 'Раньше', updated_at: 5 })
    expect((await get(changed)).status).toBe(204)
  })

  it('cannot change what is not there, nor act for nobody', async () => {
    const { id, send, store } = createAccount()
    const rejections: [string, string, unknown, number][] = [
      ['POST', '/contacts/delete', { ids: [id, 5] }, 404],
      ['POST', '/contacts/restore', { ids: [id] }, 404],
      ['POST', '/contacts/merge', { ids: [id] }, 400],
      ['POST', '/contacts/merge', { ids: [id, id] }, 400],
      ['PATCH', `/contacts/${id}`, { nmae: 'x' }, 400],
      ['PATCH', `/contacts/${id}`, { name: 'x', by: 1 }, 400],
      ['POST', `/contacts/${id}/tags`, { add: [''] }, 400],
      [
        'POST',
        `/contacts/${id}/links`,
        { add: [{ to_entity_type: 'leads', to_entity_id: 5 }] },
        400,
      ],
      ['POST', '/contacts/5/tasks', {}, 404],
      ['PATCH', '/tasks/5', {}, 404],
      ['PATCH', '/companies/5', { name: 'x' }, 404],
    ]
    for (const [method, path, body, status] of rejections)
      expect({ path, status: (await send(method, `/_mock${path}`, body)).status }).toEqual({
        path,
        status,
      })
    expect(store.contact(id)).toMatchObject({ name: 'Ада', trashed: false })
    expect(store.history.of(id)).toEqual([])
  })
})

const company = {
  name: 'Старое имя',
  responsible_user_id: 504_141,
  group_id: 0,
  created_by: 504_141,
  updated_by: 504_141,
  created_at: 1,
  updated_at: 1,
  account_id: 28_805_383,
  closest_task_at: null,
  is_deleted: false,
  custom_fields_values: null,
}
