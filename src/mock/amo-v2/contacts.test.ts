import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/app.ts'
import { asking } from '#mock/ask.ts'
import { aField, addLead, buildEmptyMock } from '#mock/documented-account.ts'

const at = Date.UTC(2017, 9, 18) / 1000
const contacts = '/api/v2/contacts'

/** The account of seed 003: its own address and list, its lead, company and customer. */
function documented() {
  const mock = buildEmptyMock({ now: () => at * 1000 })
  const { store } = mock
  store.directory.saveField(
    aField({
      id: 4400116,
      name: 'Мультисписок',
      type: 'multiselect',
      sort: 900,
      enums: [3692662, 3692663, 3692664].map((id, i) => ({
        id,
        value: String(i + 1),
        sort: i,
        code: null,
      })),
    }),
  )
  for (const id of [45615, 43510, 1090391]) addLead(mock, id)
  const made = {
    responsible_user_id: 504141,
    created_by: 504141,
    updated_by: 504141,
    created_at: 1,
    updated_at: 1,
    account_id: 28805383,
  }
  for (const [id, name] of [
    [30615, 'ООО Ромашка'],
    [1099180, 'ООО Компания'],
  ] as const)
    store.companies.save({
      ...made,
      id,
      name,
      group_id: 0,
      closest_task_at: null,
      is_deleted: false,
      custom_fields_values: null,
    })
  store.customers.save({
    ...made,
    id: 466791,
    name: 'x',
    next_price: 0,
    next_date: 0,
    status_id: 1,
    periodicity: 0,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
    ltv: 0,
    purchases_count: 0,
    average_check: 0,
  })
  return { ...mock, ...asking(mock) }
}

const krylov = {
  name: 'Александр Крылов',
  responsible_user_id: '504141',
  created_by: '504141',
  created_at: '1509051600',
  tags: 'важный,доставка',
  leads_id: ['45615', '43510'],
  company_id: '30615',
  custom_fields: [
    { id: '4396817', values: [{ value: 'Менеджер по продажам' }] },
    {
      id: '4396818',
      values: [
        { value: '89990123456', enum: 'WORK' },
        { value: '89997894561', enum: 'WORKDD' },
        { value: '89991597532', enum: 'MOB' },
      ],
    },
    { id: '4396819', values: [{ value: 'example@example.moc', enum: 'WORK' }] },
    { id: '4396821', values: [{ value: 'example.example', enum: 'SKYPE' }] },
    {
      id: '4400115',
      values: [
        { value: 'ул. Ленина, д. 1', subtype: 'address_line_1' },
        { value: 'Москва', subtype: 'city' },
        { value: '101010', subtype: 'zip' },
        { value: 'RU', subtype: 'country' },
      ],
    },
    { id: '4400116', values: ['3692662', '3692663'] },
  ],
}

describe('writing as seed 003 does', () => {
  it('adds the contact of the example, and v2 and v4 read the same person', async () => {
    const { get, post } = documented()
    const { status, type, headers, body } = await post(contacts, { add: [krylov] })
    expect({ status, type }).toEqual({ status: 200, type: 'application/hal+json' })
    expect(headers['runtime-timestamp']).toBe(String(at))
    const [{ id }] = body._embedded.items
    expect(body).toEqual({
      _links: { self: { href: '/api/v2/contacts', method: 'post' } },
      _embedded: {
        items: [
          {
            id,
            request_id: 0,
            _links: { self: { href: `/api/v2/contacts?id=${id}`, method: 'get' } },
          },
        ],
      },
    })
    const [read] = (await get(`${contacts}/?id=${id}`)).body._embedded.items
    expect(read).toMatchObject({
      name: 'Александр Крылов',
      first_name: 'Александр',
      last_name: 'Крылов',
      created_at: 1509051600,
      company: { id: 30615, name: 'ООО Ромашка' },
      leads: { id: [43510, 45615] },
    })
    const values = Object.fromEntries(
      read.custom_fields.map((field: { id: number; values: object[] }) => [field.id, field.values]),
    )
    expect(values[4396818]).toEqual([
      { value: '89990123456', enum: '3685087' },
      { value: '89997894561', enum: '3685088' },
      { value: '89991597532', enum: '3685089' },
    ])
    expect(values[4400115]).toEqual([
      { value: 'ул. Ленина, д. 1', subtype: '1' },
      { value: 'Москва', subtype: '3' },
      { value: '101010', subtype: '5' },
      { value: 'RU', subtype: '6' },
    ])
    expect(values[4400116]).toEqual([
      { value: '1', enum: '3692662' },
      { value: '2', enum: '3692663' },
    ])
    const v4 = (await get(`/api/v4/contacts/${id}?with=leads`)).body
    expect(v4).toMatchObject({
      name: 'Александр Крылов',
      _embedded: { tags: [{ name: 'важный' }, { name: 'доставка' }], companies: [{ id: 30615 }] },
    })
    expect(v4.custom_fields_values[1].values[2]).toEqual({
      value: '89991597532',
      enum_id: 3685089,
      enum_code: 'MOB',
    })
  })

  it('updates the contact of the example', async () => {
    const { store, post } = documented()
    store.addContact({ id: 41560, name: 'x', phones: ['+71'], updated_at: 1508965100 })
    const custom_fields = [
      { id: '4396819', values: [{ value: 'example@example.moc', enum: 'WORK' }] },
    ]
    const { body } = await post(`${contacts}/`, {
      update: [{ id: '41560', updated_at: '1508965200', custom_fields }],
    })
    expect(body._embedded.items).toMatchObject([{ id: 41560, updated_at: 1508965200000 }])
    expect(store.contact(41560)).toMatchObject({ updated_at: 1508965200 })
    expect(store.contact(41560)?.custom_fields_values?.map(({ field_code }) => field_code)).toEqual(
      ['PHONE', 'EMAIL'],
    )
  })

  it('takes the same as a form', async () => {
    const { store, post } = documented()
    const form =
      'add[0][name]=Form&add[0][tags]=a,b&add[0][custom_fields][0][id]=4396818&add[0][custom_fields][0][values][0][value]=%2B79&add[0][custom_fields][0][values][0][enum]=MOB'
    const { body } = await post(contacts, form, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    const made = store.contact(body._embedded.items[0].id)
    expect(made?.tags.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(made?.custom_fields_values?.[0]?.values).toEqual([
      { value: '+79', enum_id: 3685089, enum_code: 'MOB' },
    ])
  })

  it('keeps the good items of a request and tells the others', async () => {
    const { store, post } = documented()
    const { id } = store.addContact({ name: 'kept', updated_at: at })
    const { status, body } = await post(contacts, {
      add: [
        { name: 'good', request_id: 7 },
        { tags: 'nameless' },
        { name: 'x', custom_fields: [{ id: 5, values: [{ value: 1 }] }] },
      ],
      update: [{ id, updated_at: at, name: 'stale' }],
    })
    expect(status).toBe(200)
    expect(body._embedded.items).toMatchObject([{ request_id: 7 }])
    expect(body._embedded.errors).toMatchObject({
      add: [{ code: 238 }, { code: 204 }],
      update: { [id]: 'Last modified date is older than in database' },
    })
    expect(store.contact(id)?.name).toBe('kept')
    const unknown = await post(contacts, {
      update: [
        { id, name: 'no date' },
        { id: 5, updated_at: at },
      ],
    })
    expect(unknown.body._embedded.errors.update).toMatchObject([{ code: 209 }, { code: 212 }])
  })

  it('refuses an empty request as a whole', async () => {
    const { post } = documented()
    const codes = [
      [{}, '206'],
      [{ add: [] }, '201'],
      [{ update: [] }, '208'],
      [[], '206'],
    ] as const
    for (const [body, error_code] of codes)
      expect(await post(contacts, body)).toMatchObject({
        status: 400,
        body: { response: { error_code } },
      })
  })

  it('ties and unties, makes companies, replaces tags, erases unsent parts of an address', async () => {
    const { store, get, post } = documented()
    const { id } = (await post(contacts, { add: [krylov] })).body._embedded.items[0]
    let clock = at
    const update = async (change: object) => {
      clock += 10
      const { body } = await post(contacts, { update: [{ id, updated_at: clock, ...change }] })
      expect(body._embedded.errors).toBeUndefined()
      return (await get(`${contacts}?id=${id}`)).body._embedded.items[0]
    }
    const tied = await update({ leads_id: [1090391], customers_id: '466791', tags: ['a', 'b'] })
    expect(tied).toMatchObject({
      leads: { id: [43510, 45615, 1090391] },
      customers: { id: [466791] },
    })
    expect(tied.tags.map(({ name }: { name: string }) => name)).toEqual(['a', 'b'])
    const untied = await update({
      unlink: { leads_id: [43510, '45615', 1090391], company_id: 30615, customers_id: ['466791'] },
      tags: '',
    })
    expect(untied).toMatchObject({ leads: {}, company: {}, customers: {}, tags: [] })
    const moved = await update({
      company_name: 'Новая',
      custom_fields: [{ id: 4400115, values: [{ value: 'Казань', subtype: '3' }] }],
    })
    expect(moved.company.name).toBe('Новая')
    expect(moved.custom_fields.find((f: { id: number }) => f.id === 4400115).values).toEqual([
      { value: 'Казань', subtype: '3' },
    ])
    const cleared = await update({ custom_fields: [{ id: 4396818, values: [] }] })
    expect(cleared.custom_fields.map((f: { id: number }) => f.id)).not.toContain(4396818)
    expect(store.contact(id)?.updated_at).toBe(clock)
  })
})

describe('listing as seed 003 does', () => {
  it('answers the contact of the example', async () => {
    const { store, get } = documented()
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
    const { type, headers, body } = await get(`${contacts}?id=1099181`)
    expect({ type, stamp: headers['runtime-timestamp'] }).toEqual({
      type: 'application/hal+json',
      stamp: String(at),
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

  it('counts rows, and id decides alone', async () => {
    const { store, get } = documented()
    for (let i = 0; i < 20; i++)
      store.addContact({ id: 100 + i, name: `n${i}`, responsible_user_id: i % 2 ? 504141 : 504142 })
    const ids = async (query: string, headers = {}) => {
      const { status, body } = await get(`${contacts}/?${query}`, headers)
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
    expect((await get(`${contacts}?query=nobody`)).status).toBe(204)
  })

  it('never answers more than 500 rows', async () => {
    const { get } = asking(buildMock({ contacts: 700 }))
    for (const query of ['', '?limit_rows=1000', '?limit_rows=x'])
      expect((await get(`${contacts}${query}`)).body._embedded.items).toHaveLength(500)
  })

  it('tells only what changed later, in UTC, whether the zone is said or not', async () => {
    const { store, get } = documented()
    const moment = Date.UTC(2017, 7, 1, 7, 7, 23) / 1000
    store.addContact({ id: 1, name: 'then', updated_at: moment })
    store.addContact({ id: 2, name: 'later', updated_at: moment + 1 })
    for (const since of [
      'Tue, 01 Aug 2017 07:07:23',
      'Mon, 01 Aug 2017 07:07:23 UTC',
      'Tue, 01 Aug 2017 07:07:23 GMT',
    ]) {
      const { body } = await get(contacts, { 'if-modified-since': since })
      expect(body._embedded.items.map((item: { id: number }) => item.id)).toEqual([2])
    }
    expect((await get(contacts, { 'if-modified-since': 'Wed, 02 Aug 2017 00:00:00' })).status).toBe(
      204,
    )
  })

  it('lets old clients in by login, and nobody else', async () => {
    const mock = documented()
    mock.store.addContact({ id: 1, name: 'x' })
    const stranger = asking(mock, '')
    expect((await stranger.get(contacts)).status).toBe(401)
    expect((await stranger.get(`${contacts}?USER_LOGIN=a&USER_HASH=demo-token`)).status).toBe(200)
    const login = await stranger.post('/private/api/auth.php?type=json', {
      USER_LOGIN: 'a@b.ru',
      USER_HASH: 'demo-token',
    })
    expect(login.body.response.auth).toBe(true)
    const cookie = String(login.headers['set-cookie']).split(';')[0]
    expect((await stranger.get(contacts, { cookie })).status).toBe(200)
    const wrong = await stranger.post('/private/api/auth.php', {
      USER_LOGIN: 'a',
      USER_HASH: 'guess',
    })
    expect(wrong).toMatchObject({ status: 401, body: { response: { error_code: '110' } } })
  })

  it('describes fields, users and pipelines of the account', async () => {
    const { get } = documented()
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
