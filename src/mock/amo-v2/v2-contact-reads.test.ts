import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { now, contactsPath, documentedV2Mock } from './v2-documented-account.ts'

describe('listing as in seed 003', () => {
  it('returns the contact of the example', async () => {
    const { store, get } = documentedV2Mock()
    const value = (
      field_id: number,
      field_name: string,
      field_type: string,
      values: object[],
      field_code: string | null = null,
    ) => ({ field_id, field_name, field_code, field_type, values: values as { value: unknown }[] })
    const tags = [store.directory.tagNamed('доставка'), store.directory.tagNamed('важный')]
    store.addContact({
      id: 1099181,
      name: 'Екатерина Долгорукова',
      created_at: 1508499477,
      updated_at: 1509019136,
      company_id: 1099180,
      leads: [1090391],
      customers: [466791],
      closest_task_at: 1509051540,
      tags: ['доставка', 'важный'],
      fields: [
        value(
          4396818,
          'Телефон',
          'multitext',
          [{ value: '89996123232', enum_id: 3685087, enum_code: 'WORK' }],
          'PHONE',
        ),
        value(
          4396821,
          'Мгн. сообщения',
          'multitext',
          [{ value: 'example.example', enum_id: 3685096, enum_code: 'SKYPE' }],
          'IM',
        ),
        value(4400115, 'Адрес', 'smart_address', [
          { value: 'ул. Ленина, д. 1, г. Москва', enum_id: 3692651, enum_code: 'address_line_1' },
          { value: 'RU', enum_id: 3692656, enum_code: 'country' },
        ]),
        value(4400116, 'Мультисписок', 'multiselect', [
          { value: '2', enum_id: 3692663, enum_code: null },
          { value: '3', enum_id: 3692664, enum_code: null },
        ]),
      ],
    })
    const link = (path: string) => ({ self: { href: `/api/v2/${path}`, method: 'get' } })
    const { type, headers, body } = await get(`${contactsPath}?id=1099181`)
    expect({ type, stamp: headers['runtime-timestamp'] }).toEqual({
      type: 'application/hal+json',
      stamp: String(now),
    })
    expect(body).toEqual({
      _links: link('contacts?id=1099181'),
      _embedded: {
        items: [
          {
            id: 1099181,
            name: 'Екатерина Долгорукова',
            first_name: '', // the later edition has these two
            last_name: '',
            responsible_user_id: 504141,
            created_by: 504141,
            created_at: 1508499477,
            updated_at: 1509019136,
            account_id: 28805383, // 13667499 in the document: this account is that of v4
            updated_by: 504141,
            group_id: 0,
            company: { id: 1099180, name: 'ООО Компания', _links: link('companies?id=1099180') },
            leads: { id: [1090391], _links: link('leads?id=1090391') },
            closest_task_at: 1509051540,
            tags, // 61881 and 61882 in the document
            custom_fields: [
              {
                id: 4396818,
                name: 'Телефон',
                code: 'PHONE',
                values: [{ value: '89996123232', enum: '3685087' }],
                is_system: true,
              },
              {
                id: 4396821,
                name: 'Мгн. сообщения',
                code: 'IM',
                values: [{ value: 'example.example', enum: '3685096' }],
                is_system: true,
              },
              {
                id: 4400115,
                name: 'Адрес',
                values: [
                  { value: 'ул. Ленина, д. 1, г. Москва', subtype: '1' },
                  { value: 'RU', subtype: '6' },
                ],
                is_system: false,
              },
              {
                id: 4400116,
                name: 'Мультисписок',
                values: [
                  { value: '2', enum: '3692663' },
                  { value: '3', enum: '3692664' },
                ],
                is_system: false,
              },
            ],
            customers: { id: [466791], _links: link('customers?id=466791') },
            _links: link('contacts?id=1099181'),
          },
        ],
      },
    })
  })

  it('pages by rows, and id overrides other filters', async () => {
    const { store, get } = documentedV2Mock()
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
    const { store, get } = documentedV2Mock()
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
    const mock = documentedV2Mock()
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
    const { get } = documentedV2Mock()
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
