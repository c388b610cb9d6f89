import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/documented-account.ts'
import type { BotContact } from '#mock/store/bot-contact-table.ts'

export const apiPath = '/api/v1'
const seconds = (iso: string) => Date.parse(iso) / 1000
export const utm = {
  utm_source: 'landing',
  utm_medium: '...',
  utm_campaign: '...',
  utm_term: '...',
  utm_content: '...',
}
const emptyContact = {
  phone: null,
  email: null,
  address: null,
  utm: null,
  telegram_id: null,
  telegram_username: null,
  viber_id: null,
  vk_user_id: null,
  avatar: null,
  unsubscribed_at: null,
  tags: [],
  variables: [],
  ysell_status: null,
}
export const documentedContacts: BotContact[] = [
  {
    ...emptyContact,
    id: 1,
    bot_id: 1,
    phone: '79991234567',
    email: 'info@example.com',
    name: 'Иван Иванов',
    messenger: 'whatsapp',
    address: 'г. Москва, ул. Пушкина, д. 5',
    utm,
    created_at: seconds('2019-05-10T10:38:28Z'),
  },
  {
    ...emptyContact,
    id: 2,
    bot_id: 1,
    phone: '792712312321',
    name: 'Петр Петров',
    messenger: 'telegram',
    telegram_id: '123456',
    telegram_username: 'superman',
    created_at: seconds('2019-04-02T12:16:16Z'),
  },
  {
    ...emptyContact,
    id: 3,
    bot_id: 2,
    name: 'Василий Васильев',
    messenger: 'viber',
    viber_id: '1123456789dD20=',
    created_at: seconds('2019-05-11T15:31:34Z'),
  },
]

/** A mock with the three contacts of the example in seed 004. */
export function documentedBotMock() {
  const mock = buildEmptyMock({ now: () => Date.parse('2019-05-10T10:38:28Z') })
  for (const contact of documentedContacts) mock.store.botContacts.save(contact)
  return { ...mock, ...mockClient(mock) }
}
