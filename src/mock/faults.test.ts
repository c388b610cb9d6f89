import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'
import type { FaultInput } from './faults.ts'

const createDemo = () => {
  const mock = buildMock({ contacts: 20 })
  return { ...mock, ...mockClient(mock) }
}
const list = '/api/v4/contacts'

describe('active faults', () => {
  it.each([
    [{ status: 500 }, 'application/problem+json'],
    [{ status: 401 }, 'application/problem+json'],
    [{ status: 402 }, 'application/problem+json'],
    [{ status: 403 }, 'application/problem+json'],
    [{ status: 403, html: true }, 'text/html'],
    [{ status: 429 }, 'application/problem+json'],
    [{ status: 502 }, 'text/html'],
    [{ status: 504 }, 'text/html'],
  ])('responds with %o', async (fault, type) => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'status', ...fault })
    expect(await get(list)).toMatchObject({ status: fault.status, type })
  })

  it('apply to the given requests the given number of times', async () => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'status', status: 500, method: 'get', path: '/api/v4/contacts*', times: 2 })
    const statuses: number[] = []
    for (const url of ['/api/v4/users', list, `${list}/custom_fields`, list])
      statuses.push((await get(url)).status)
    expect(statuses).toEqual([200, 500, 500, 200])
    expect(faults.all()).toEqual([])
  })

  it('delay the response by the given time', async () => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'latency', ms: 30, times: 1 })
    const started = performance.now()
    expect((await get(list)).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThanOrEqual(29)
  })

  it('delay the response no longer than the fault is active', async () => {
    const { faults, get } = createDemo()
    const { id } = faults.add({ kind: 'latency', ms: 60_000, times: 1 })
    const delayed = get(list)
    await expect.poll(() => faults.all()).toEqual([])
    faults.remove(id)
    expect((await delayed).status).toBe(200)

    faults.add({ kind: 'latency', ms: 60_000, times: 1 })
    const another = get(list)
    await expect.poll(() => faults.all()).toEqual([])
    faults.clear()
    expect((await another).status).toBe(200)
  })

  it('sends truncated JSON', async () => {
    const { app, faults } = createDemo()
    faults.add({ kind: 'malformed' })
    const response = await app.inject({
      url: list,
      headers: { authorization: 'Bearer demo-token' },
    })
    expect(response.statusCode).toBe(200)
    expect(() => JSON.parse(response.payload) as unknown).toThrow(SyntaxError)
  })

  it('replace a value of a response, or leave it out', async () => {
    const { faults, get } = createDemo()
    const { body: plain } = await get(`${list}?limit=5`)
    const { id } = plain._embedded.contacts[3]
    const struck = async (at: string, value?: unknown) => {
      const fault = faults.add({ kind: 'odd-value', at, value })
      const { body } = await get(`${list}?limit=5`)
      faults.remove(fault.id)
      return body
    }
    const byPlace = await struck('/_embedded/contacts/1/name', { a: 1 })
    expect(byPlace._embedded.contacts[1].name).toEqual({ a: 1 })
    expect(byPlace._embedded.contacts[0]).toEqual(plain._embedded.contacts[0])
    const byId = await struck(`/_embedded/contacts/id=${id}/name`, null)
    expect(byId._embedded.contacts[3].name).toBeNull()
    const without = await struck('/_links/next')
    expect(without._links).toEqual({ ...plain._links, next: undefined })
    expect(without._links).not.toHaveProperty('next')
    expect(await struck('/_embedded/contacts/99/name', 'nowhere')).toEqual(plain)
  })

  it('cuts the connection', async () => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'cut', times: 1 })
    await expect(get(list)).rejects.toThrow('Connection cut')
    expect((await get(list)).status).toBe(200)
  })

  it('ignores a filter silently, and reports so in the account', async () => {
    const { faults, get } = createDemo()
    const count = (await get(list)).body._embedded.contacts.length
    faults.add({ kind: 'ignore-filter' })
    const { body } = await get(`${list}?filter[id]=1`)
    expect(body._embedded.contacts).toHaveLength(count)
    const account = await get('/api/v4/account?with=is_api_filter_enabled')
    expect(account.body.is_api_filter_enabled).toBe(false)
  })
})

describe('faults of writes', () => {
  it('lose the response after the write was committed', async () => {
    const { faults, post, store } = createDemo()
    const before = store.countContacts()
    faults.add({ kind: 'cut-after', path: '/api/v4/contacts', times: 1 })
    await expect(post(list, [{ name: 'written' }])).rejects.toThrow('Connection cut')
    expect(store.countContacts()).toBe(before + 1)
    expect((await post(list, [{ name: 'next' }])).status).toBe(200)
  })

  it('cut the connection before anything was written', async () => {
    const { faults, post, store } = createDemo()
    const before = store.countContacts()
    faults.add({ kind: 'cut', method: 'POST', times: 1 })
    await expect(post(list, [{ name: 'lost' }])).rejects.toThrow('Connection cut')
    expect(store.countContacts()).toBe(before)
  })

  it('cut real sockets too, before and after handling', async () => {
    const { app, faults, store } = createDemo()
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const add = () =>
      fetch(`${url}${list}`, {
        method: 'POST',
        headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json' },
        body: '[{"name":"x"}]',
      })
    const before = store.countContacts()
    faults.add({ kind: 'cut', times: 1 })
    await expect(add()).rejects.toThrow('fetch failed')
    expect(store.countContacts()).toBe(before)
    faults.add({ kind: 'cut-after', times: 1 })
    await expect(add()).rejects.toThrow('fetch failed')
    expect(store.countContacts()).toBe(before + 1)
    expect((await add()).status).toBe(200)
    await app.close()
  })

  it('let another user change the contact between read and write', async () => {
    const { faults, patch, store, post } = createDemo()
    const { id } = store.addContact({ name: 'x', updated_at: 1000 })
    faults.add({ kind: 'concurrent-edit', set: { name: 'theirs' }, times: 1 })
    await patch(`${list}/${id}`, {
      custom_fields_values: [{ field_code: 'EMAIL', values: [{ value: 'a@b.ru' }] }],
    })
    expect(store.contact(id)).toMatchObject({ name: 'theirs', updated_by: 504141 })
    const types = store.history.of(id).map(({ type, by_id }) => [type, by_id])
    expect(types[0]).toEqual(['name_field_changed', 504142])
    faults.add({ kind: 'concurrent-edit' })
    const updatedAt = store.contact(id)!.updated_at + 1
    const { body } = await post('/api/v2/contacts', {
      update: [{ id, updated_at: updatedAt, name: 'mine' }],
    })
    expect(body._embedded.errors.update[id]).toBe('Last modified date is older than in database')
    expect(store.contact(id)?.name).toBe('theirs')
  })

  it('reject row N of a batch: the whole batch in v4, only that row in v2', async () => {
    const { faults, post, store } = createDemo()
    const before = store.countContacts()
    faults.add({
      kind: 'row-error',
      row: 1,
      code: 'InvalidType',
      path_in_row: 'name',
      detail: 'No.',
    })
    const rows = [{ name: 'a' }, { name: 'b', request_id: 'second' }, { name: 'c' }]
    const { status, body } = await post(list, rows)
    expect(status).toBe(400)
    expect(body['validation-errors']).toEqual([
      { request_id: 'second', errors: [{ code: 'InvalidType', path: 'name', detail: 'No.' }] },
    ])
    expect(store.countContacts()).toBe(before)
    const v2Response = await post('/api/v2/contacts', {
      add: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    })
    expect(v2Response.body._embedded.items).toHaveLength(2)
    expect(v2Response.body._embedded.errors.add).toMatchObject([{ request_id: 1 }])
  })

  it('use the error format of the affected upstream', async () => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'status', status: 500, path: '/api/v1/*' })
    expect((await get('/api/v1/getMe')).body).toEqual({ message: 'Server Error' })
    faults.add({ kind: 'status', status: 429, retry_after: 3, path: '/api/v2/*' })
    expect((await get('/api/v2/contacts')).headers['retry-after']).toBe('3')
    expect((await get(list)).status).toBe(200)
  })
})

describe('the control API', () => {
  it('switches faults on and off', async () => {
    const { get, post, send } = createDemo()
    const fault: FaultInput = { kind: 'status', status: 503, times: 5 }
    const added = await post('/_mock/faults', fault)
    expect(added).toMatchObject({ status: 201, body: { faults: [{ ...fault, id: 1 }] } })
    expect((await get(list)).status).toBe(503)
    expect((await get('/_mock/faults')).body.faults).toEqual([{ ...fault, id: 1, times: 4 }])
    expect((await send('DELETE', '/_mock/faults')).status).toBe(204)
    expect((await get(list)).status).toBe(200)
  })

  it('rejects an unknown fault', async () => {
    const { post } = createDemo()
    for (const fault of [
      { kind: 'nope' },
      { kind: 'status' },
      { kind: 'cut', sometimes: true },
      'cut',
      null,
    ])
      expect(
        (await post('/_mock/faults', JSON.stringify(fault), { 'content-type': 'application/json' }))
          .status,
      ).toBe(400)
  })

  it('is not served when switched off', async () => {
    const mock = buildMock({ contacts: 1, control: false })
    expect((await mockClient(mock).get('/_mock/faults')).status).toBe(404)
  })
})

describe('faults triggered by the content of a request', () => {
  it('are counted only when triggered', async () => {
    const { faults, patch, post } = createDemo()
    faults.add({ kind: 'row-error', row: 1, times: 1, label: 'the second row' })
    expect((await post(list, [{ name: 'alone' }])).status).toBe(200)
    expect(faults.all()).toMatchObject([{ label: 'the second row', times: 1 }])
    const batch = await post(list, [{ name: 'first' }, { name: 'second' }])
    expect(batch.status).toBe(400)
    expect(faults.all()).toEqual([])
    faults.add({ kind: 'poison', text: 'bad', times: 1 })
    expect((await patch(`${list}/8000001`, { name: 'fine' })).status).toBe(200)
    expect((await patch(`${list}/8000001`, { name: 'bad' })).status).toBe(400)
    expect(faults.all()).toEqual([])
  })

  it('deactivate a user: contacts cannot be assigned to them, and theirs stay assigned', async () => {
    const { faults, get, patch, post } = createDemo()
    faults.add({ kind: 'dismissed-user', user: 504_144 })
    const refused = await patch(list, [{ id: 8_000_001, responsible_user_id: 504_144 }])
    expect(refused.status).toBe(400)
    expect(refused.body['validation-errors'][0].errors).toMatchObject([
      { code: 'NotSupportedChoice', path: 'responsible_user_id' },
    ])
    const update = { id: 8_000_001, updated_at: 4_000_000_000, responsible_user_id: 504_144 }
    const v2Response = await post('/api/v2/contacts', { update: [update] })
    expect(v2Response.body._embedded.errors.update).toHaveLength(1)
    const other = await patch(list, [{ id: 8_000_001, responsible_user_id: 504_142 }])
    expect(other.status).toBe(200)
    expect((await get(list)).status).toBe(200)
  })
})

describe('edit-after-read', () => {
  const positionOf = (body: { custom_fields_values?: { field_code: string; values: object }[] }) =>
    body.custom_fields_values?.find((field) => field.field_code === 'POSITION')?.values

  it('changes a contact after it was read by id, at most twice', async () => {
    const { faults, get } = createDemo()
    const path = `${list}/8000001`
    const initial = (await get(path)).body
    faults.add({ kind: 'edit-after-read' })
    expect((await get(path)).body).toEqual(initial)
    expect(positionOf((await get(path)).body)).toEqual([{ value: 'Изменено другим' }])
    const last = (await get(path)).body
    expect(positionOf(last)).toEqual([{ value: 'Изменено другим, 2' }])
    expect(last.updated_at).toBeGreaterThan(initial.updated_at)
    expect((await get(path)).body).toEqual(last)
  })

  it('applies to reads of several ids and to v2, and not to lists', async () => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'edit-after-read' })
    const page = (await get(list)).body
    expect((await get(list)).body).toEqual(page)
    const [first, second] = page._embedded.contacts.map(({ id }: { id: number }) => id)
    await get(`${list}?filter[id][]=${first}&filter[id][]=${second}`)
    for (const id of [first, second])
      expect(positionOf((await get(`${list}/${id}`)).body)).toEqual([{ value: 'Изменено другим' }])
    const third = page._embedded.contacts[2].id as number
    await get(`/api/v2/contacts?id=${third}`)
    expect(positionOf((await get(`${list}/${third}`)).body)).toEqual([{ value: 'Изменено другим' }])
  })
})
