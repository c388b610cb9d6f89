import { describe, expect, it } from 'vitest'
import type { V4Dialect } from './v4-dialect.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const now = 1_768_435_200
function createClient(v4Dialect: V4Dialect = 'documented') {
  let clock = now * 1000
  const mock = buildEmptyMock({ now: () => clock, v4Dialect })
  return { ...mock, ...mockClient(mock), advance: (seconds: number) => (clock += seconds * 1000) }
}
const contacts = '/api/v4/contacts'
const errorsOf = (body: { 'validation-errors': { errors: object[] }[] }) =>
  body['validation-errors'].map(({ errors }) => errors)

describe('adding', () => {
  it('requires no keys, and returns request_id as a string', async () => {
    const { get, post } = createClient()
    const { body } = await post(contacts, [{}, { request_id: 'abc' }, { request_id: 7 }, {}])
    expect(body._embedded.contacts.map((c: { request_id: string }) => c.request_id)).toEqual([
      '0',
      'abc',
      '7',
      '3',
    ])
    const { id } = body._embedded.contacts[0]
    expect((await get(`${contacts}/${id}`)).body).toMatchObject({
      name: '',
      created_at: now,
      updated_at: now,
      created_by: 504141,
      updated_by: 504141,
      responsible_user_id: 504141,
      custom_fields_values: null,
    })
  })

  it('rejects an empty body, a body that is not a list, and more than 250 items', async () => {
    const { post } = createClient()
    for (const body of [[], {}, 'x'])
      expect(
        (await post(contacts, JSON.stringify(body), { 'content-type': 'application/json' })).status,
      ).toBe(400)
    expect((await post(contacts, '')).body.detail).toBe("Request data can't be blank")
    const items = Array.from({ length: 251 }, () => ({}))
    expect(await post(contacts, items)).toMatchObject({
      status: 422,
      type: 'application/problem+json',
    })
  })

  it('saves nothing of a request with an invalid item, and reports its errors', async () => {
    const { store, post } = createClient()
    const { status, type, body } = await post(contacts, [
      { name: 'good' },
      { name: 7.5, request_id: 'second', created_by: 504147, color: 'red' },
      { custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '+7', enum: 'WORK' }] }] },
    ])
    expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' })
    expect(body).toEqual({
      title: 'Bad Request',
      type: 'https://httpstatus.es/400',
      status: 400,
      detail: 'Request validation failed',
      'validation-errors': [
        {
          request_id: 'second',
          errors: [
            { code: 'FieldNotExpected', path: 'color', detail: 'This field was not expected.' },
            {
              code: 'NotSupportedChoice', // a dismissed user
              path: 'created_by',
              detail: 'The value you selected is not a valid choice.',
            },
          ],
        },
        {
          request_id: '2',
          errors: [
            {
              code: 'FieldNotExpected',
              path: 'custom_fields_values.0.values.0.enum',
              detail: 'This field was not expected.',
            },
          ],
        },
      ],
    })
    expect(store.countContacts()).toBe(0)
  })
})

describe('editing', () => {
  it('responds with a bare object for one contact, and 405 to a list there', async () => {
    const { store, patch, post } = createClient()
    const { id } = store.addContact({ name: 'old' })
    const { body } = await patch(`${contacts}/${id}`, { name: 'new' })
    expect(body).toEqual({
      id,
      name: 'new',
      updated_at: now,
      _links: { self: { href: `http://example.amocrm.ru${contacts}/${id}` } },
    })
    expect(await patch(`${contacts}/${id}`, [{ name: 'x' }])).toMatchObject({
      status: 405,
      body: '',
    })
    expect((await post(`${contacts}/${id}`, { name: 'x' })).status).toBe(405)
    expect(store.contact(id)?.name).toBe('new')
  })

  it('replaces fields that were sent, clears those sent as null, keeps the rest', async () => {
    const { store, patch } = createClient()
    const { id } = store.addContact({ name: 'x', phones: ['+71', '+72'], emails: ['a@b.ru'] })
    const change = (custom_fields_values: unknown) =>
      patch(`${contacts}/${id}`, { custom_fields_values })
    const storedValues = () =>
      store
        .contact(id)
        ?.custom_fields_values?.map(({ field_code, values }) => [
          field_code,
          ...values.map(({ value }) => value),
        ])
    await change([
      { field_code: 'PHONE', values: [{ value: '+73', enum_id: null, enum_code: 'MOB' }] },
    ])
    expect(storedValues()).toEqual([
      ['PHONE', '+73'],
      ['EMAIL', 'a@b.ru'],
    ])
    await change([{ field_id: 4396819, values: null }])
    expect(storedValues()).toEqual([['PHONE', '+73']])
    const rejected = await change([{ field_code: 'PHONE', values: [] }])
    expect(errorsOf(rejected.body)[0]).toMatchObject([{ path: 'custom_fields_values.0.values' }])
    await change(null)
    expect(storedValues()).toEqual([['PHONE', '+73']])
    await change([{ field_code: 'PHONE', values: null }])
    expect(store.contact(id)?.custom_fields_values).toBeNull()
  })

  it('accepts a contact as it was read, ignoring read-only keys', async () => {
    const { store, get, patch } = createClient('union')
    const { id } = store.addContact({
      first_name: 'А',
      last_name: 'Б',
      phones: ['+71'],
      tags: ['vip'],
    })
    const read = (await get(`${contacts}/${id}?with=leads,customers,catalog_elements`)).body
    const { status } = await patch(contacts, [
      { ...read, group_id: 9, account_id: 1, is_deleted: true },
    ])
    expect(status).toBe(200)
    const reread = (await get(`${contacts}/${id}?with=leads,customers,catalog_elements`)).body
    expect(reread).toEqual(read)
  })

  it('rejects a missing id, an unknown one and an unknown user, and changes nothing', async () => {
    const { store, patch } = createClient()
    const { id } = store.addContact({ name: 'same' })
    const { body } = await patch(contacts, [
      { id, name: 'other' },
      { name: 'no id' },
      { id: 5 },
      { id, responsible_user_id: 1 },
    ])
    expect(errorsOf(body)).toMatchObject([
      [{ code: 'FieldMissing', path: 'id' }],
      [{ code: 'NotSupportedChoice', path: 'id' }],
      [{ code: 'NotSupportedChoice', path: 'responsible_user_id' }],
    ])
    expect(store.contact(id)?.name).toBe('same')
  })

  it('updates author, time and group', async () => {
    const { store, patch, advance } = createClient()
    const { id } = store.addContact({ name: 'x', created_at: 1000, updated_at: 2000 })
    advance(60)
    await patch(contacts, [{ id, responsible_user_id: 504144 }])
    const expected = {
      updated_at: now + 60,
      updated_by: 504141,
      created_at: 1000,
      group_id: 310001,
    }
    expect(store.contact(id)).toMatchObject(expected)
    await patch(contacts, [{ id, updated_at: 3000, updated_by: 0, created_at: 500 }])
    expect(store.contact(id)).toMatchObject({ updated_at: 3000, updated_by: 0, created_at: 500 })
  })

  it('does not change first and last name when only the name is sent', async () => {
    const { store, patch } = createClient()
    const { id } = store.addContact({ first_name: 'Анна', last_name: 'Лебедева' })
    await patch(contacts, [{ id, name: 'Анечка' }])
    expect(store.contact(id)).toMatchObject({
      name: 'Анечка',
      first_name: 'Анна',
      last_name: 'Лебедева',
    })
    await patch(contacts, [{ id, last_name: 'Орлова' }])
    expect(store.contact(id)).toMatchObject({ name: 'Анна Орлова', first_name: 'Анна' })
  })
})
