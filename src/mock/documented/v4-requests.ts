import type { DocumentedRequest } from './documented-request.ts'

const path = '/api/v4/contacts'
const chat_id = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f'
const chatLink = { chat_id, contact_id: 3_102_959, id: 26_219 }

/** The values that differ between the editions of the v4 document. */
type Edition = {
  document: '000' | '002'
  host: string
  /** Contact 3. */
  contact: { first_name: string; last_name: string; field_name: string; phone: string }
  /** The contacts in the example of adding. */
  added: { first_name: string; last_name: string; position: string; name: string }
  changedPhone: string
}

const russian: Edition = {
  document: '000',
  host: 'example.amocrm.ru',
  contact: { first_name: 'Иван', last_name: 'Иванов', field_name: 'Телефон', phone: '+79123' },
  added: {
    first_name: 'Петр',
    last_name: 'Смирнов',
    position: 'Директор',
    name: 'Владимир Смирнов',
  },
  changedPhone: '79999999999',
}
const english: Edition = {
  document: '002',
  host: 'example.amocrm.com',
  contact: {
    first_name: 'John',
    last_name: 'Doe',
    field_name: 'Work phone',
    phone: '+14155551234',
  },
  added: { first_name: 'Peter', last_name: 'Parker', position: 'CEO', name: 'Jane Doe' },
  changedPhone: '+14155551234',
}

const linkTo = (host: string, href: string) => ({ self: { href: `https://${host}${href}` } })

function list(document: DocumentedRequest['document'], host: string): DocumentedRequest[] {
  const contact = (id: number, name: string, time: number) => ({
    id,
    name,
    first_name: '',
    last_name: '',
    responsible_user_id: 504_141,
    group_id: 0,
    created_by: 504_141,
    updated_by: 504_141,
    created_at: time,
    updated_at: time,
    closest_task_at: null,
    custom_fields_values: null,
    account_id: 28_805_383,
    _links: linkTo(host, `${path}/${id}`),
    _embedded: { tags: [], companies: [] },
  })
  return [
    {
      document,
      title: 'List of contacts',
      method: 'GET',
      host,
      path: `${path}?limit=2&page=1`,
      status: 200,
      answer: {
        _page: 1,
        _links: {
          ...linkTo(host, `${path}?limit=2&page=1`),
          next: { href: `https://${host}${path}?limit=2&page=2` },
        },
        _embedded: {
          contacts: [
            contact(7_143_599, '1', 1_585_758_065),
            contact(7_767_065, 'dsgdsg', 1_586_359_590),
          ],
        },
      },
    },
    {
      document,
      title: 'List of contacts in the order of the example',
      method: 'GET',
      host,
      path: `${path}?order[updated_at]=asc`,
      status: 200,
    },
  ]
}

function detail({ document, host, contact }: Edition): DocumentedRequest {
  const linked = (kind: string, id: number) => ({
    id,
    _links: linkTo(host, `/api/v4/${kind}/${id}`),
  })
  const { first_name, last_name, field_name, phone } = contact
  return {
    document,
    title: 'Contact by id',
    method: 'GET',
    host,
    path: `${path}/3?with=catalog_elements,leads,customers`,
    status: 200,
    answer: {
      id: 3,
      name: `${first_name} ${last_name}`,
      first_name,
      last_name,
      responsible_user_id: 504_141,
      group_id: 0,
      created_by: 504_141,
      updated_by: 504_141,
      created_at: 1_582_117_331,
      updated_at: 1_590_943_929,
      closest_task_at: null,
      custom_fields_values: [
        {
          field_id: 3,
          field_name,
          field_code: 'PHONE',
          field_type: 'multitext',
          values: [{ value: phone, enum_id: 1, enum: 'WORK' }],
        },
      ],
      account_id: 28_805_383,
      _links: linkTo(host, `${path}/3`),
      _embedded: {
        tags: [],
        leads: [linked('leads', 1), linked('leads', 3_916_883)],
        customers: [linked('customers', 134_923)],
        catalog_elements: [],
        companies: [linked('companies', 1)],
      },
    },
  }
}

function writes({ document, host, contact, added, changedPhone }: Edition): DocumentedRequest[] {
  const { first_name, last_name, field_name } = contact
  const { position, name, ...names } = added
  const created = (id: number, request_id: string) => ({
    id,
    request_id,
    _links: linkTo(host, `${path}/${id}`),
  })
  return [
    {
      document,
      title: 'Adding contacts',
      method: 'POST',
      host,
      path,
      body: [
        { ...names, custom_fields_values: [{ field_id: 271_316, values: [{ value: position }] }] },
        { name, created_by: 47_272 },
      ],
      status: 200,
      answer: {
        _links: linkTo(host, path),
        _embedded: { contacts: [created(40_401_635, '0'), created(40_401_636, '1')] },
      },
    },
    {
      document,
      title: 'Changing a contact',
      method: 'PATCH',
      host,
      path,
      body: [
        {
          id: 3,
          first_name,
          last_name,
          custom_fields_values: [
            {
              field_id: 66_192,
              field_name,
              values: [{ value: changedPhone, enum_code: 'WORK' }],
            },
          ],
        },
      ],
      status: 200,
      answer: {
        _links: linkTo(host, path),
        _embedded: {
          contacts: [
            {
              id: 3,
              name: `${first_name} ${last_name}`,
              updated_at: 1_590_945_248,
              _links: linkTo(host, `${path}/3`),
            },
          ],
        },
      },
      assigned: ['_embedded.contacts.0.updated_at'],
    },
  ]
}

function chats({ document, host }: Edition): DocumentedRequest[] {
  return [
    {
      document,
      title: 'Linking a chat to a contact',
      method: 'POST',
      host,
      path: `${path}/chats`,
      body: [{ contact_id: 3_102_959, chat_id }],
      status: 200,
      answer: { _total_items: 1, _embedded: { chats: [{ ...chatLink, request_id: '0' }] } },
    },
    ...[`contact_id=3102959`, `chat_id=${chat_id}`].map((query): DocumentedRequest => ({
      document,
      title: `Chats by ${query.split('=')[0]}`,
      method: 'GET',
      host,
      path: `${path}/chats?${query}`,
      status: 200,
      answer: { _total_items: 1, _embedded: { chats: [chatLink] } },
    })),
  ]
}

const edition = (texts: Edition) => [
  ...list(texts.document, texts.host),
  detail(texts),
  ...writes(texts),
  ...chats(texts),
]

/** amoCRM API v4: seeds 000, 001 and 002. */
export const v4Requests: DocumentedRequest[] = [
  ...edition(russian),
  ...list('001', 'example.amocrm.ru'),
  ...edition(english),
]
