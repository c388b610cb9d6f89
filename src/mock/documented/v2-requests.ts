import type { DocumentedRequest } from './documented-request.ts'

const host = 'test.amocrm.ru'
const document = '003'
const path = '/api/v2/contacts'

const link = (href: string, method = 'get') => ({ self: { href, method } })

/**
 * The contact in both examples of adding: the JavaScript example has string ids, the PHP example
 * numeric ids.
 */
const contactToAdd = <Id>(idOf: (id: number) => Id) => ({
  name: 'Александр Крылов',
  responsible_user_id: idOf(504_141),
  created_by: idOf(504_141),
  created_at: '1509051600',
  tags: 'важный,доставка',
  leads_id: ['45615', '43510'],
  company_id: idOf(30_615),
  custom_fields: [
    { id: idOf(4_396_817), values: [{ value: 'Менеджер по продажам' }] },
    {
      id: idOf(4_396_818),
      values: [
        { value: '89990123456', enum: 'WORK' },
        { value: '89997894561', enum: 'WORKDD' },
        { value: '89991597532', enum: 'MOB' },
      ],
    },
    { id: idOf(4_396_819), values: [{ value: 'example@example.moc', enum: 'WORK' }] },
    { id: idOf(4_396_821), values: [{ value: 'example.example', enum: 'SKYPE' }] },
    {
      id: idOf(4_400_115),
      values: [
        { value: 'ул. Ленина, д. 1', subtype: 'address_line_1' },
        { value: 'Москва', subtype: 'city' },
        { value: '101010', subtype: 'zip' },
        { value: 'RU', subtype: 'country' },
      ],
    },
    { id: idOf(4_400_116), values: ['3692662', '3692663'] },
  ],
})

const writeAnswer = (id: number) => ({
  _link: link(path, 'post'),
  _embedded: { items: [{ id, _link: link(`${path}?id=${id}`) }] },
})

const adding = (title: string, contact: object): DocumentedRequest => ({
  document,
  title,
  method: 'POST',
  host,
  path,
  body: { add: [contact] },
  status: 200,
  answer: writeAnswer(1_099_235),
  assigned: ['_embedded.items.0.id', '_embedded.items.0._link.self.href'],
})

const updating: DocumentedRequest = {
  document,
  title: 'Updating a contact',
  method: 'POST',
  host,
  path,
  body: {
    update: [
      {
        id: '41560',
        updated_at: '1508965200',
        custom_fields: [
          { id: '4396819', values: [{ value: 'example@example.moc', enum: 'WORK' }] },
        ],
      },
    ],
  },
  status: 200,
  answer: writeAnswer(41_560), // printed once, for adding
}

const field = (id: number, name: string, values: object[], is_system: boolean) => ({
  id,
  name,
  values,
  is_system,
})

const byId: DocumentedRequest = {
  document,
  title: 'Contact by id',
  method: 'GET',
  host,
  path: `${path}?id=1099181`,
  status: 200,
  answer: {
    _links: link(`${path}?id=1099181`),
    _embedded: {
      items: [
        {
          id: 1_099_181,
          name: 'Екатерина Долгорукова',
          responsible_user_id: 504_141,
          created_by: 504_141,
          created_at: 1_508_499_477,
          updated_at: 1_509_019_136,
          account_id: 13_667_499,
          updated_by: 504_141,
          group_id: 0,
          company: {
            id: 1_099_180,
            name: 'ООО Компания',
            _links: link('/api/v2/companies?id=1099180'),
          },
          leads: { id: [1_090_391], _links: link('/api/v2/leads?id=1090391') },
          closest_task_at: 1_509_051_540,
          tags: [
            { id: 61_881, name: 'доставка' },
            { id: 61_882, name: 'важный' },
          ],
          custom_fields: [
            field(4_396_818, 'Телефон', [{ value: '89996123232', enum: '3685087' }], true),
            field(
              4_396_821,
              'Мгн. сообщения',
              [{ value: 'example.example', enum: '3685096' }],
              true,
            ),
            field(
              4_400_115,
              'Адрес',
              [
                { value: 'ул. Ленина, д. 1, г. Москва', subtype: '1' },
                { value: 'RU', subtype: '6' },
              ],
              false,
            ),
            field(
              4_400_116,
              'Мультисписок',
              [
                { value: '2', enum: '3692663' },
                { value: '3', enum: '3692664' },
              ],
              false,
            ),
          ],
          customers: { id: [466_791], _links: link('/api/v2/customers?id=466791') },
          _links: link(`${path}?id=1099181`),
        },
      ],
    },
  },
}

const read = (
  title: string,
  query: string,
  more: Pick<DocumentedRequest, 'count' | 'headers'> = {},
): DocumentedRequest => ({
  document,
  title,
  method: 'GET',
  host,
  path: query,
  status: 200,
  ...more,
})

/** amoCRM API v2: seed 003. */
export const v2Requests: DocumentedRequest[] = [
  adding('Adding a contact', contactToAdd(String)),
  adding('Adding a contact, the PHP example', contactToAdd(Number)),
  updating,
  byId,
  read('List of contacts', `${path}/`, { count: { at: '_embedded.items', equals: 500 } }),
  read('List of 15 contacts', `${path}/?limit_rows=15`, {
    count: { at: '_embedded.items', equals: 15 },
  }),
  read('List of 15 contacts after the first two', `${path}/?limit_rows=15&limit_offset=2`, {
    count: { at: '_embedded.items', equals: 15 },
  }),
  read('Contacts changed after a time', `${path}/`, {
    headers: { 'If-Modified-Since': 'Mon, 01 Aug 2017 07:07:23 UTC' },
  }),
  read('Contacts changed after a time without a zone', `${path}/`, {
    headers: { 'If-Modified-Since': 'Mon, 01 Aug 2013 07:07:23' },
  }),
  read('The company to which the contact links', '/api/v2/companies?id=1099180'),
  read('The lead to which the contact links', '/api/v2/leads?id=1090391'),
  read('The customer to which the contact links', '/api/v2/customers?id=466791'),
]
