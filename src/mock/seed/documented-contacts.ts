import { account, v2AccountId } from '#mock/account-data.ts'
import type { Store } from '#mock/mock-store.ts'
import type { BotContact } from '#mock/store/bot-contact-table.ts'
import type { FieldValue, FieldValues } from '#mock/store/contact.ts'
import type { Language } from './documented-entities.ts'

/** How many of the contacts below are in the lists of v4. */
export const listedDocumentedContacts = 4

const chatId = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f'

/** Adds the contacts of the examples in seeds 000 to 003 and the chat that they link. */
export function addDocumentedContacts(store: Store, language: Language = 'ru'): void {
  const valuesOf = (fieldId: number, values: FieldValue[]): FieldValues => {
    const field = store.directory.field(fieldId)
    if (!field) throw new Error(`Unknown contact field ${fieldId}`)
    const { name, code, type } = field
    return { field_id: fieldId, field_name: name, field_code: code, field_type: type, values }
  }
  const responsible_user_id = account.currentUserId

  const unnamed = { first_name: '', last_name: '', responsible_user_id }
  store.addContact({ ...unnamed, id: 7_143_599, name: '1', created_at: 1_585_758_065 })
  store.addContact({ ...unnamed, id: 7_767_065, name: 'dsgdsg', created_at: 1_586_359_590 })
  const [first_name, last_name, phone] =
    language === 'ru' ? ['Иван', 'Иванов', '+79123'] : ['John', 'Doe', '+14155551234']
  store.addContact({
    id: 3,
    first_name,
    last_name,
    responsible_user_id,
    created_at: 1_582_117_331,
    updated_at: 1_590_943_929,
    company_id: 1,
    leads: [1, 3_916_883],
    customers: [134_923],
    fields: [valuesOf(3, [{ value: phone, enum_id: 1, enum_code: 'WORK' }])],
  })
  store.addContact({
    id: 3_102_959,
    first_name: language === 'ru' ? 'Анна' : 'Anna',
    last_name: language === 'ru' ? 'Сергеева' : 'Sergeeva',
    responsible_user_id,
    created_at: 1_590_944_000,
  })
  store.chats.add({
    chat_id: chatId,
    contact_id: 3_102_959,
    channel: 'telegram',
    is_foreign: 0,
  })
  if (language === 'ru') addV2Contacts(store, valuesOf)
}

/** The contacts of seed 003, whose examples are of another account. */
function addV2Contacts(
  store: Store,
  valuesOf: (fieldId: number, values: FieldValue[]) => FieldValues,
) {
  const responsible_user_id = account.currentUserId
  const taskDueAt = 1_509_051_540
  store.addContact({
    id: 1_099_181,
    account_id: v2AccountId,
    name: 'Екатерина Долгорукова',
    responsible_user_id,
    created_at: 1_508_499_477,
    updated_at: 1_509_019_136,
    closest_task_at: taskDueAt,
    company_id: 1_099_180,
    leads: [1_090_391],
    customers: [466_791],
    tags: ['доставка', 'важный'],
    fields: [
      valuesOf(4_396_818, [{ value: '89996123232', enum_id: 3_685_087, enum_code: 'WORK' }]),
      valuesOf(4_396_821, [{ value: 'example.example', enum_id: 3_685_096, enum_code: 'SKYPE' }]),
      valuesOf(4_400_115, [
        {
          value: 'ул. Ленина, д. 1, г. Москва',
          enum_id: 3_692_651,
          enum_code: 'address_line_1',
        },
        { value: 'RU', enum_id: 3_692_656, enum_code: 'country' },
      ]),
      valuesOf(4_400_116, [
        { value: '2', enum_id: 3_692_663, enum_code: null },
        { value: '3', enum_id: 3_692_664, enum_code: null },
      ]),
    ],
  })
  store.tasks.save({
    id: 49_999_999,
    created_by: responsible_user_id,
    updated_by: responsible_user_id,
    created_at: 1_508_499_477,
    updated_at: 1_508_499_477,
    responsible_user_id,
    group_id: 0,
    entity_id: 1_099_181,
    account_id: v2AccountId,
    entity_type: 'contacts',
    duration: 0,
    is_completed: false,
    task_type_id: 1,
    text: 'Перезвонить',
    result: [],
    complete_till: taskDueAt,
  })
  // The example updates it with 1508965200, which must be later than the stored time.
  store.addContact({
    id: 41_560,
    account_id: v2AccountId,
    first_name: 'Сергей',
    last_name: 'Кузнецов',
    responsible_user_id,
    created_at: 1_508_300_000,
    updated_at: 1_508_900_000,
    phones: ['+79120000041'],
  })
}

const unixSeconds = (iso: string) => Date.parse(iso) / 1000

const botContactDefaults: Omit<BotContact, 'id' | 'bot_id' | 'name' | 'messenger' | 'created_at'> =
  {
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

/** The contacts of the example in seed 004. */
export const documentedBotContacts: BotContact[] = [
  {
    ...botContactDefaults,
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
    created_at: unixSeconds('2019-05-10T10:38:28Z'),
  },
  {
    ...botContactDefaults,
    id: 2,
    bot_id: 1,
    phone: '792712312321',
    name: 'Петр Петров',
    messenger: 'telegram',
    telegram_id: '123456',
    telegram_username: 'superman',
    created_at: unixSeconds('2019-04-02T12:16:16Z'),
  },
  {
    ...botContactDefaults,
    id: 3,
    bot_id: 2,
    name: 'Василий Васильев',
    messenger: 'viber',
    viber_id: '1123456789dD20=',
    created_at: unixSeconds('2019-05-11T15:31:34Z'),
  },
]
