import type { DocumentedRequest } from './documented-request.ts'

const host = 'watbot.ru'
const document = '004'
const path = '/api/v1/getContacts'

/** Range of creation times of the example's three contacts, both ends inclusive. */
const dates = `date_from=${Date.UTC(2019, 3, 2, 12, 16, 16) / 1000}&date_to=${Date.UTC(2019, 4, 11, 15, 31, 34) / 1000}`

const contacts: unknown[] = [
  {
    id: 1,
    bot_id: 1,
    phone: '79991234567',
    email: 'info@example.com',
    name: 'Иван Иванов',
    messenger: 'whatsapp',
    address: 'г. Москва, ул. Пушкина, д. 5',
    utm: {
      utm_source: 'landing',
      utm_medium: '...',
      utm_campaign: '...',
      utm_term: '...',
      utm_content: '...',
    },
    created_at: '2019-05-10T10:38:28+00:00',
  },
  {
    id: 2,
    bot_id: 1,
    phone: '792712312321',
    email: null,
    name: 'Петр Петров',
    messenger: 'telegram',
    telegram_id: '123456',
    telegram_username: 'superman',
    address: null,
    utm: null,
    created_at: '2019-04-02T12:16:16+00:00',
  },
  {
    id: 3,
    bot_id: 2,
    phone: null,
    email: null,
    name: 'Василий Васильев',
    messenger: 'viber',
    viber_id: '1123456789dD20=',
    address: null,
    utm: null,
    created_at: '2019-05-11T15:31:34+00:00',
  },
]

const list: DocumentedRequest = {
  document,
  title: 'List of contacts',
  method: 'GET',
  host,
  path: `${path}?${dates}`,
  status: 200,
  answer: {
    data: contacts,
    links: {
      first: `http://${host}${path}?page=1`,
      last: `http://${host}${path}?page=1`,
      prev: null,
      next: null,
    },
    meta: {
      current_page: 1,
      from: 1,
      last_page: 1,
      path: `http://${host}${path}`,
      per_page: 500,
      to: 3,
      total: 3,
    },
  },
}

const createOrUpdate: DocumentedRequest = {
  document,
  title: 'Creating or updating a contact',
  method: 'POST',
  host,
  path: '/api/v1/createOrUpdateContact',
  body: {
    bot_id: 1,
    messenger: 'whatsapp',
    name: 'Ivan Ivanov',
    email: 'mail@example.com',
    address: 'Moscow',
    phone: '+79991234567',
    tags: ['Тег 1', 'Тег 2'],
  },
  status: 200,
  answer: {
    data: {
      id: 1,
      bot_id: 1,
      phone: '79991234567',
      email: 'mail@example.com',
      name: 'Ivan Ivanov',
      address: 'Moscow',
      messenger: 'whatsapp',
      utm: [],
      avatar: null,
      telegram_id: null,
      telegram_username: null,
      vk_user_id: null,
      viber_id: null,
      created_at: '2019-05-10T10:38:28+00:00',
      unsubscribed_at: null,
      tags: ['Тег 1', 'Тег 2'],
      variables: [],
    },
  },
}

/**
 * WatBot: seed 004. It prints no request bodies; the bodies here have the documented parameters of
 * the printed responses.
 */
export const botRequests: DocumentedRequest[] = [
  list,
  {
    document,
    title: 'List of contacts without a filter',
    method: 'GET',
    host,
    path,
    status: 200,
    count: { at: 'data', equals: 500 },
    first: { at: 'data', items: contacts },
  },
  {
    document,
    title: 'List of contacts with all parameters',
    method: 'GET',
    host,
    path: `${path}?${dates}&count=500&bot_id=1&page=1`,
    status: 200,
    count: { at: 'data', equals: 2 },
  },
  createOrUpdate,
  {
    document,
    title: 'Setting the Ysell status',
    method: 'POST',
    host,
    path: '/api/v1/setYsellStatus',
    body: { contact_id: 1, status: 'new' },
    status: 204,
  },
]
