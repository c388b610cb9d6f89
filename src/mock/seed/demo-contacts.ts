import type { Contact, FieldValues } from '#mock/store/contact.ts'
import type { Element } from '#mock/store/entity-types.ts'
import type { Store } from '#mock/mock-store.ts'
import { buildCustomer, buildLead, priceIdOf } from './seed-entities.ts'
import type { Random } from './random.ts'
import { enumTexts, everyField } from './seed-values.ts'

/**
 * The newest contacts of every demo, independent of the seed. They are on the first page, so that a
 * new user sees every case at once; random data would show some of them on the tenth page or never.
 */
type DemoContact = {
  name: string
  first?: string
  last?: string
  phones?: string[]
  emails?: string[]
  /** The contact has only a name. */
  isBare?: boolean
  /** Every field has a value. */
  isFull?: boolean
  /** How long ago it was added: it has a history. */
  ageDays?: number
}

const vera = { phone: '+79165550101', email: 'vera.kovaleva@example.ru' }
const elena = { phone: '+79165550102', email: 'e.sokolova@example.com' }

/** Newest first. */
const demoContacts: DemoContact[] = [
  {
    name: 'Вера Ковалёва',
    first: 'Вера',
    last: 'Ковалёва',
    phones: [vera.phone],
    emails: [vera.email],
    ageDays: 60,
  },
  {
    name: 'Ковалева В.',
    phones: ['8 (916) 555-01-01'],
    emails: [vera.email],
  },
  {
    name: 'Архангелогородскопетропавловсконижнеколымсковерхоянская-Дальняя',
    phones: ['+79165550103'],
  },
  { name: 'Игорь', first: 'Игорь', isBare: true },
  {
    name: 'Charlotte Fitzgerald-Montgomery',
    first: 'Charlotte',
    last: 'Fitzgerald-Montgomery',
    phones: ['+442079460958', '+442079460959', '+15555550123'],
    emails: ['charlotte@example.com', 'office@example.com'],
  },
  {
    name: 'Elena Sokolova',
    first: 'Elena',
    last: 'Sokolova',
    phones: [elena.phone],
    emails: [elena.email],
  },
  {
    name: 'Елена Соколова',
    first: 'Елена',
    last: 'Соколова',
    phones: [elena.phone],
    emails: [elena.email],
  },
  {
    name: 'Мария Сафонова',
    first: 'Мария',
    last: 'Сафонова',
    phones: ['+79165550104'],
    emails: ['m.safonova@example.ru'],
    isFull: true,
  },
  { name: 'Oliver Bennett', first: 'Oliver', last: 'Bennett', emails: ['oliver@example.com'] },
]

/** Turns a generated contact into a demo contact if there is one for its position, `fromNewest`. */
export function asDemoContact(
  contact: Contact,
  { fromNewest, random, now }: { fromNewest: number; random: Random; now: number },
): Contact {
  const demoContact = demoContacts[fromNewest]
  if (!demoContact) return contact
  const { name, first = '', last = '', isBare = false, ageDays } = demoContact
  const values = isBare ? null : valuesOf(demoContact, random, now)
  return {
    ...contact,
    name,
    ...(ageDays !== undefined && { created_at: now - ageDays * 86_400 }),
    first_name: first,
    last_name: last,
    updated_at: Math.max(contact.created_at, now - 60 * (3 + fromNewest * 4)),
    custom_fields_values: values,
    ...(isBare && { tags: [], company_id: null }),
  }
}

function valuesOf(
  { phones, emails, isFull }: DemoContact,
  random: Random,
  now: number,
): FieldValues[] {
  const kinds = ['WORK', 'MOB', 'HOME']
  return [
    ...(phones
      ? [
          enumTexts(
            4396818,
            phones.map((phone, at) => [phone, kinds[at] ?? 'OTHER']),
          ),
        ]
      : []),
    ...(emails
      ? [
          enumTexts(
            4396819,
            emails.map((email, at) => [email, at === 0 ? 'WORK' : 'PRIV']),
          ),
        ]
      : []),
    ...(isFull ? everyField(random, now) : []),
  ]
}

/**
 * A chat of the first demo contact, and one linked to no contact. The latter is in no list, so
 * tests and users need its id.
 */
const chats = {
  vera: '0a5b1c2d-1111-4111-a111-000000000001',
  unlinked: '0a5b1c2d-2222-4222-a222-000000000002',
}

/** Links and chats of the first demo contact, two bot contacts and a chat without a contact. */
export function addDemoActivity(
  store: Store,
  { random, elements }: { random: Random; elements: Element[] },
): void {
  const [first] = store.contacts.ids({
    filter: { text: vera.phone },
    order: 'updated_at',
    descending: true,
    offset: 0,
    limit: 1,
  })
  if (first === undefined) return
  addLinks(store, first, random, elements)
  store.chats.add({ chat_id: chats.vera, contact_id: first, channel: 'whatsapp', is_foreign: 0 })
  store.chats.add({ chat_id: chats.unlinked, contact_id: null, channel: 'telegram', is_foreign: 0 })
  addBotContact(store, { name: 'Вера', phone: vera.phone.slice(1), email: null, username: null })
  addBotContact(store, {
    name: 'Lena S.',
    phone: null,
    email: elena.email,
    username: 'lena_sokolova',
  })
}

function addLinks(store: Store, contact: number, random: Random, elements: Element[]) {
  const now = store.now()
  for (const _lead of [1, 2]) {
    const lead = buildLead(random, now, store.leads.nextId(3_916_000), null)
    store.leads.save(lead)
    store.linkTo('leads', contact, lead.id)
  }
  const customer = buildCustomer(random, now, store.customers.nextId(134_000), 'Вера Ковалёва')
  store.customers.save(customer)
  store.linkTo('customers', contact, customer.id)
  const [element] = elements
  if (element)
    store.links.add({
      contact_id: contact,
      kind: 'catalog_elements',
      to_id: element.id,
      catalog_id: element.catalog_id,
      quantity: 2,
      price_id: priceIdOf(element),
      is_main: null,
    })
}

type BotIdentity = {
  name: string
  phone: string | null
  email: string | null
  username: string | null
}

/** WhatsApp identifies contacts by phone, Telegram by an id of its own. */
function addBotContact(store: Store, { name, phone, email, username }: BotIdentity) {
  const messenger = phone ? 'whatsapp' : 'telegram'
  const bot = phone ? 1 : 2
  if (phone && store.botContacts.find(bot, messenger, phone)) return
  const id = store.botContacts.nextId()
  store.botContacts.save({
    id,
    bot_id: bot,
    name,
    phone,
    email,
    address: null,
    messenger,
    utm: null,
    telegram_id: phone ? null : String(100_000_000 + id * 7),
    telegram_username: username,
    viber_id: null,
    vk_user_id: null,
    avatar: null,
    created_at: store.now() - 3600,
    unsubscribed_at: null,
    tags: ['подписчик'],
    variables: [],
    ysell_status: null,
  })
}
