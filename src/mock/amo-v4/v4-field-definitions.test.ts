import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const fields = '/api/v4/contacts/custom_fields'
const demo = () => {
  const mock = buildEmptyMock()
  return { ...mock, ...mockClient(mock) }
}

describe('custom fields', () => {
  it('are created with their options and used at once', async () => {
    const { post, get } = demo()
    const enums = [{ value: 'S' }, { value: 'M', code: 'middle' }]
    const { status, body } = await post(fields, [
      { name: 'Размер', type: 'select', enums, request_id: 'r' },
    ])
    expect(status).toBe(200)
    const [created] = body._embedded.custom_fields
    expect(created).toMatchObject({
      name: 'Размер',
      type: 'select',
      request_id: 'r',
      entity_type: 'contacts',
    })
    expect(
      (await get(`${fields}/${created.id}`)).body.enums.map(({ code }: { code: string }) => code),
    ).toEqual([null, 'middle'])
    const custom_fields_values = [{ field_id: created.id, values: [{ enum_code: 'middle' }] }]
    expect((await post('/api/v4/contacts', [{ custom_fields_values }])).status).toBe(200)
  })

  it('are renamed together with the values of contacts', async () => {
    const { store, patch, get } = demo()
    const tariff = store.directory.field(4400101)!
    const [first] = tariff.enums!
    const { id } = store.addContact({
      name: 'x',
      fields: [
        {
          field_id: 4400101,
          field_name: tariff.name,
          field_code: tariff.code,
          field_type: 'select',
          values: [{ value: first!.value, enum_id: first!.id, enum_code: first!.code }],
        },
      ],
    })
    const enums = tariff.enums!.map((option) =>
      option === first ? { ...option, value: 'Пробный' } : option,
    )
    expect((await patch(`${fields}/4400101`, { name: 'План', enums })).body).toMatchObject({
      id: 4400101,
      name: 'План',
    })
    const { body } = await get(`/api/v4/contacts/${id}`)
    expect(body.custom_fields_values[0]).toMatchObject({
      field_name: 'План',
      values: [{ value: 'Пробный' }],
    })
    expect((await get('/api/v4/contacts')).body._embedded.contacts[0]).toEqual(body)
    expect(
      (await patch(fields, [{ id: 4400101, enums: [{ id: 1, value: 'x' }] }])).body[
        'validation-errors'
      ][0].errors,
    ).toMatchObject([{ path: 'enums.0.id' }])
  })

  it('reject types that cannot be created, and users who are not administrators', async () => {
    const mock = demo()
    for (const field of [
      { name: 'x', type: 'multitext' },
      { name: 'x', type: 'nope' },
      { type: 'text' },
      {},
      'x',
    ])
      expect((await mock.post(fields, [field])).status).toBe(400)
    mock.store.tokens.issue({
      token: 'plain',
      kind: 'access',
      user_id: 504142,
      client_id: null,
      expires_at: null,
    })
    expect(
      (await mockClient(mock, 'plain').post(fields, [{ name: 'x', type: 'text' }])).status,
    ).toBe(403)
    expect((await mockClient(mock, 'plain').get(fields)).status).toBe(200)
  })

  it("are removed with their values, unless they are the system's own", async () => {
    const { store, send, get } = demo()
    const field = store.directory.field(4400102)!
    const { id } = store.addContact({
      fields: [
        {
          field_id: field.id,
          field_name: field.name,
          field_code: null,
          field_type: 'numeric',
          values: [{ value: '5' }],
        },
      ],
    })
    expect((await send('DELETE', `${fields}/4400102`)).status).toBe(204)
    expect((await get(`/api/v4/contacts/${id}`)).body.custom_fields_values).toBeNull()
    expect((await send('DELETE', `${fields}/4396818`)).status).toBe(403)
  })
})

describe('tags', () => {
  it('are found by name and text, and created once', async () => {
    const { get, post } = demo()
    const first = await post('/api/v4/contacts/tags', [
      { name: 'новый' },
      { name: 'vip', request_id: 'v' },
    ])
    expect(first.body).toMatchObject({
      _total_items: 2,
      _embedded: { tags: [{ name: 'новый', color: null, request_id: '0' }, { request_id: 'v' }] },
    })
    const repeated = await post('/api/v4/contacts/tags', [{ name: 'новый' }])
    expect(repeated.body._embedded.tags[0].id).toBe(first.body._embedded.tags[0].id)
    const found = await get(`/api/v4/contacts/tags?filter[name]=${encodeURIComponent('новый')}`)
    expect(found.body._embedded.tags).toHaveLength(1)
    expect(
      (await get(`/api/v4/contacts/tags?query=${encodeURIComponent('НОВ')}`)).body._embedded.tags,
    ).toHaveLength(1)
    expect((await get('/api/v4/contacts/tags?limit=2')).body._links.next).toBeDefined()
    expect((await get('/api/v4/contacts/tags?query=nobody')).status).toBe(204)
  })
})
