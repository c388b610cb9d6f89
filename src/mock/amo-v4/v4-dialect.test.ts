import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const list = '/api/v4/contacts'

function createTwoContacts() {
  const mock = buildEmptyMock()
  const { id: newer } = mock.store.addContact({ created_at: 2000, updated_at: 2000 })
  const { id: older } = mock.store.addContact({
    created_at: 1000,
    updated_at: 3000,
    phones: ['+79161112233'],
  })
  return { ...mockClient(mock), newer, older }
}

describe('where documents and the live server disagree, the mock', () => {
  it('sorts by created_at except in the live dialect', async () => {
    const { get, send, newer, older } = createTwoContacts()
    const sorted = async () =>
      (await get(`${list}?order[created_at]=asc`)).body._embedded.contacts.map(
        ({ id }: { id: number }) => id,
      )
    expect(await sorted()).toEqual([older, newer])
    expect((await send('PUT', '/_mock/dialect', { dialect: 'live' })).body).toEqual({
      dialect: 'live',
    })
    expect(await sorted()).toEqual([newer, older]) // the default order, updated_at
    const { body } = await get(`${list}?order[created_at]=asc&order[id]=desc`)
    expect(body._embedded.contacts[0].id).toBe(older)
  })

  it('sends `enum` beside `enum_code` in the documented dialect only, and never accepts it', async () => {
    const { get, send, post, older } = createTwoContacts()
    const phone = async (path: string) => {
      const { body } = await get(path)
      const contact =
        body._embedded.contacts?.find(({ id }: { id: number }) => id === older) ?? body
      return contact.custom_fields_values[0].values[0]
    }
    for (const path of [list, `${list}/${older}`])
      expect(await phone(path)).toMatchObject({ enum_code: 'WORK', enum: 'WORK' })
    const items = [
      { custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '1', enum: 'WORK' }] }] },
    ]
    expect((await post(list, items)).status).toBe(400)
    for (const dialect of ['union', 'live']) {
      await send('PUT', '/_mock/dialect', { dialect })
      for (const path of [list, `${list}/${older}`])
        expect(await phone(path)).toEqual({
          value: '+79161112233',
          enum_id: 3_685_087,
          enum_code: 'WORK',
        })
    }
    await post('/_mock/reset', {})
    expect((await get('/_mock/dialect')).body).toEqual({ dialect: 'documented' })
  })

  it('takes the dialect at the start, and rejects an unknown one', async () => {
    const { get, send } = mockClient(buildMock({ contacts: 0, v4Dialect: 'live' }))
    expect((await get('/_mock/dialect')).body).toEqual({ dialect: 'live' })
    expect((await send('PUT', '/_mock/dialect', { dialect: 'unknown' })).status).toBe(400)
  })
})
