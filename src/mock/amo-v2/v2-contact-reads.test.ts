import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const contactsPath = '/api/v2/contacts'
const createClient = () => {
  const mock = buildEmptyMock()
  return { ...mock, ...mockClient(mock) }
}

describe('listing as in seed 003', () => {
  it('pages by rows, and id overrides other filters', async () => {
    const { store, get } = createClient()
    for (let i = 0; i < 20; i++)
      store.addContact({ id: 100 + i, name: `n${i}`, responsible_user_id: i % 2 ? 504141 : 504142 })
    const ids = async (query: string, headers = {}) => {
      const { status, body } = await get(`${contactsPath}/?${query}`, headers)
      return status === 204 ? [] : body._embedded.items.map((item: { id: number }) => item.id)
    }
    expect(await ids('limit_rows=15')).toHaveLength(15)
    expect(await ids('limit_rows=15&limit_offset=2')).toEqual(
      Array.from({ length: 15 }, (_, i) => 102 + i),
    )
    expect(await ids('limit_offset=2')).toHaveLength(20)
    expect(await ids('id[]=101&id[0]=103&responsible_user_id=5&limit_rows=1')).toEqual([101, 103])
    expect(await ids('id=105')).toEqual([105])
    expect(await ids('responsible_user_id[]=504142')).toHaveLength(10)
    expect(await ids('query=n19')).toEqual([119])
    expect((await get(`${contactsPath}?query=nobody`)).status).toBe(204)
  })

  it('never returns more than 500 rows', async () => {
    const { get } = mockClient(buildMock({ contacts: 700 }))
    for (const query of ['', '?limit_rows=1000', '?limit_rows=x'])
      expect((await get(`${contactsPath}${query}`)).body._embedded.items).toHaveLength(500)
  })

  it('returns only contacts changed later, in UTC with or without a zone', async () => {
    const { store, get } = createClient()
    const moment = Date.UTC(2017, 7, 1, 7, 7, 23) / 1000
    store.addContact({ id: 1, name: 'then', updated_at: moment })
    store.addContact({ id: 2, name: 'later', updated_at: moment + 1 })
    for (const since of [
      'Tue, 01 Aug 2017 07:07:23',
      'Mon, 01 Aug 2017 07:07:23 UTC',
      'Tue, 01 Aug 2017 07:07:23 GMT',
    ]) {
      const { body } = await get(contactsPath, { 'if-modified-since': since })
      expect(body._embedded.items.map((item: { id: number }) => item.id)).toEqual([2])
    }
    expect(
      (await get(contactsPath, { 'if-modified-since': 'Wed, 02 Aug 2017 00:00:00' })).status,
    ).toBe(204)
  })

  it('accepts the old login, and no wrong one', async () => {
    const mock = createClient()
    mock.store.addContact({ id: 1, name: 'x' })
    const anonymous = mockClient(mock, '')
    expect((await anonymous.get(contactsPath)).status).toBe(401)
    expect((await anonymous.get(`${contactsPath}?USER_LOGIN=a&USER_HASH=demo-token`)).status).toBe(
      200,
    )
    const login = await anonymous.post('/private/api/auth.php?type=json', {
      USER_LOGIN: 'a@b.ru',
      USER_HASH: 'demo-token',
    })
    expect(login.body.response.auth).toBe(true)
    const cookie = String(login.headers['set-cookie']).split(';')[0]
    expect((await anonymous.get(contactsPath, { cookie })).status).toBe(200)
    const rejected = await anonymous.post('/private/api/auth.php', {
      USER_LOGIN: 'a',
      USER_HASH: 'guess',
    })
    expect(rejected).toMatchObject({ status: 401, body: { response: { error_code: '110' } } })
  })

  it('describes fields, users and pipelines of the account', async () => {
    const { get } = createClient()
    const { body } = await get(
      '/api/v2/account?with=custom_fields,users,groups,pipelines,note_types,task_types',
    )
    const { custom_fields: fields, users } = body._embedded
    expect(fields.contacts[4396818]).toMatchObject({
      field_type: 8,
      is_system: true,
      enums: { 3685087: 'WORK' },
    })
    expect(fields.contacts[4400115].field_type).toBe(13)
    expect(users[504147]).toMatchObject({ is_active: false })
  })
})
