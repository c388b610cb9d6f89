import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/documented-account.ts'

const list = '/api/v4/contacts'

function two() {
  const mock = buildEmptyMock()
  const { id: young } = mock.store.addContact({ created_at: 2000, updated_at: 2000 })
  const { id: old } = mock.store.addContact({
    created_at: 1000,
    updated_at: 3000,
    phones: ['+79161112233'],
  })
  return { ...mockClient(mock), young, old }
}

describe('where documents and the live server disagree, the mock', () => {
  it('sorts by created_at unless it is strictly live', async () => {
    const { get, ask, young, old } = two()
    const sorted = async () =>
      (await get(`${list}?order[created_at]=asc`)).body._embedded.contacts.map(
        ({ id }: { id: number }) => id,
      )
    expect(await sorted()).toEqual([old, young])
    expect((await ask('PUT', '/_mock/dialect', { dialect: 'live' })).body).toEqual({
      dialect: 'live',
    })
    expect(await sorted()).toEqual([young, old]) // the default order, updated_at
    const { body } = await get(`${list}?order[created_at]=asc&order[id]=desc`)
    expect(body._embedded.contacts[0].id).toBe(old)
  })

  it('says `enum` beside `enum_code` where it keeps to the samples', async () => {
    const { get, ask, post, old } = two()
    const phone = async (path: string) => {
      const { body } = await get(path)
      const contact = body._embedded.contacts?.find(({ id }: { id: number }) => id === old) ?? body
      return contact.custom_fields_values[0].values[0]
    }
    expect(await phone(`${list}/${old}`)).not.toHaveProperty('enum')
    await ask('PUT', '/_mock/dialect', { dialect: 'documented' })
    for (const path of [list, `${list}/${old}`])
      expect(await phone(path)).toMatchObject({ enum_code: 'WORK', enum: 'WORK' })
    const wrong = [
      { custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '1', enum: 'WORK' }] }] },
    ]
    expect((await post(list, wrong)).status).toBe(400) // on write it is refused all the same
    await post('/_mock/reset', {})
    expect((await get('/_mock/dialect')).body).toEqual({ dialect: 'union' })
  })

  it('may be told at the start, and refuses a dialect nobody speaks', async () => {
    const { get, ask } = mockClient(buildMock({ contacts: 0, v4Dialect: 'live' }))
    expect((await get('/_mock/dialect')).body).toEqual({ dialect: 'live' })
    expect((await ask('PUT', '/_mock/dialect', { dialect: 'klingon' })).status).toBe(400)
  })
})
