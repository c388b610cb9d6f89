import { account, bots, taskTypes } from '#mock/account-data.ts'
import { externalIdOf, type BotContact, type Messenger } from '#mock/store/bot-contact-table.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { Note, Task } from '#mock/store/entity-types.ts'
import type { Store } from '#mock/mock-store.ts'
import { emailFor, personName, phone, toLatin } from './person-names.ts'
import type { Random } from './random.ts'
import { comments } from './sample-texts.ts'

const day = 86_400
const taskTexts = [
  'Перезвонить',
  'Отправить предложение',
  'Согласовать договор',
  'Follow up',
  'Поздравить с днём рождения',
]

/** Adds tasks and notes to a contact; `addTask` returns when its open task is due, in Unix seconds. */
export function createTaskAndNoteSeeder(store: Store, random: Random) {
  let taskId = 50_000_000
  let noteId = 60_000_000
  const stamp = (id: number, contact: Contact, at: number) => ({
    id,
    created_by: contact.created_by,
    updated_by: contact.created_by,
    created_at: at,
    updated_at: at,
    responsible_user_id: contact.responsible_user_id,
    group_id: contact.group_id,
    entity_id: contact.id,
    account_id: account.id,
  })

  function addTask(contact: Contact): number | null {
    if (!random.chance(0.14)) return null
    taskId += 1
    const isCompleted = random.chance(0.3)
    const due = store.now() + random.int(-20, 40) * day
    const record: Task = {
      ...stamp(taskId, contact, random.int(contact.created_at, store.now())),
      entity_type: 'contacts',
      duration: 0,
      is_completed: isCompleted,
      task_type_id: random.pick(taskTypes).id,
      text: random.pick(taskTexts),
      result: isCompleted ? { text: 'Сделано' } : [],
      complete_till: due,
    }
    store.tasks.save(record)
    return isCompleted ? null : due
  }

  function addNote(contact: Contact) {
    if (!random.chance(0.18)) return
    noteId += 1
    const at = random.int(contact.created_at, store.now())
    const params = { text: random.pick(comments) }
    const record: Note = { ...stamp(noteId, contact, at), note_type: 'common', params }
    store.notes.save(record)
  }

  return { addTask, addNote }
}

/** Adds bot contacts for some of the contacts, and the chats these conversations have in amoCRM. */
export function createConversationSeeder(store: Store, random: Random) {
  const existing = store.botContacts.page({ bots: bots.map(({ id }) => id), offset: 0, limit: 500 })
  let botId = store.botContacts.nextId() - 1
  const hex = (length: number) =>
    Array.from({ length }, () => random.int(0, 15).toString(16)).join('')
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`

  const keyOf = (contact: BotContact) =>
    `${contact.bot_id} ${contact.messenger} ${externalIdOf(contact)}`
  const known = new Set(existing.map(keyOf)) // a bot has one contact per number

  function addBotContact(
    identity: Pick<BotContact, 'name' | 'phone' | 'email' | 'created_at'>,
  ): Messenger {
    const contact = buildBotContact(random, botId + 1, identity)
    const key = keyOf(contact)
    if (known.has(key)) return contact.messenger
    known.add(key)
    botId += 1
    store.botContacts.save(contact)
    return contact.messenger
  }

  function addForContact(contact: Contact) {
    const phones = contact.custom_fields_values?.find(({ field_code: code }) => code === 'PHONE')
    const number = phones?.values[0]?.value
    if (typeof number === 'string' && random.chance(0.4)) {
      const at = random.int(contact.created_at, store.now())
      const channel = addBotContact({
        name: contact.first_name || contact.name,
        phone: number.replaceAll(/\D/g, ''),
        email: null,
        created_at: at,
      })
      if (random.chance(0.6))
        store.chats.add({
          chat_id: uuid(),
          contact_id: contact.id,
          channel,
          is_foreign: random.chance(0.05) ? 1 : 0,
        })
    } else if (contact.is_unsorted)
      store.chats.add({
        chat_id: uuid(),
        contact_id: contact.id,
        channel: 'telegram',
        is_foreign: 0,
      })
    // Some bot contacts are unknown to amoCRM, and some chats are linked to no contact.
    if (random.chance(0.06)) addUnknownPerson()
    if (random.chance(0.01))
      store.chats.add({ chat_id: uuid(), contact_id: null, channel: 'whatsapp', is_foreign: 0 })
  }

  function addUnknownPerson() {
    const name = personName(random)
    addBotContact({
      name: `${name.first} ${name.last}`,
      phone: random.chance(0.5) ? phone(random, name.isRussian).slice(1) : null,
      email: random.chance(0.3) ? emailFor(random, name) : null,
      created_at: store.now() - random.int(60, 900 * day),
    })
  }

  return { addForContact }
}

/** Bots 1 and 2 serve the messenger they are named after, bot 3 all of them. */
const botIdsByMessenger: Record<Messenger, number[]> = {
  whatsapp: [1, 1, 3],
  telegram: [2, 2, 3],
  viber: [3],
  vk: [3],
}

function buildBotContact(
  random: Random,
  id: number,
  identity: Pick<BotContact, 'name' | 'phone' | 'email' | 'created_at'>,
): BotContact {
  const roll = random.next()
  const preferred = roll < 0.45 ? 'whatsapp' : roll < 0.8 ? 'telegram' : roll < 0.9 ? 'viber' : 'vk'
  const messenger = preferred === 'whatsapp' && identity.phone === null ? 'telegram' : preferred
  const number = String(100_000_000 + id * 7)
  return {
    id,
    ...identity,
    bot_id: random.pick(botIdsByMessenger[messenger]),
    address: null,
    messenger,
    utm: random.chance(0.2)
      ? {
          utm_source: 'landing',
          utm_medium: 'cpc',
          utm_campaign: 'autumn',
          utm_term: '',
          utm_content: '',
        }
      : null,
    telegram_id: messenger === 'telegram' ? number : null,
    telegram_username:
      messenger === 'telegram'
        ? `${toLatin(identity.name)
            .replaceAll(/[^a-z]/g, '')
            .slice(0, 20)}${id % 100}`
        : null,
    viber_id: messenger === 'viber' ? `${Buffer.from(number).toString('base64')}` : null,
    vk_user_id: messenger === 'vk' ? number : null,
    avatar: null,
    unsubscribed_at: null,
    tags: random.chance(0.2) ? [random.pick(['подписчик', 'скидка', 'новый'])] : [],
    variables: [],
    ysell_status: null,
  }
}
