import type { FastifyInstance } from 'fastify'
import { bots } from '#mock/account-data.ts'
import { sendJson, sendNoContent } from '#mock/responses.ts'
import { baseUrlOf } from '#mock/amo-v4/v4-list-response.ts'
import type { Services } from '#mock/services.ts'
import { externalIdOf, messengers, type BotContact } from '#mock/store/bot-contact-table.ts'
import { checkBot, inputOf, authenticateBotClient } from './bot-access.ts'
import { listedContact, writtenContact } from './bot-contact-response.ts'
import { createForm } from './bot-form.ts'

const maxRows = 500

/** Listing and writing bot contacts (seed 004). */
export function botContactRoutes(app: FastifyInstance, services: Services) {
  const { store, faults } = services
  const { botContacts } = store

  app.get('/api/v1/getContacts', (request, reply) => {
    authenticateBotClient(services, request)
    const form = createForm(inputOf(request))
    const bot = form.integer('bot_id')
    const from = form.integer('date_from')
    const to = form.integer('date_to')
    const rows = form.integer('count', { min: 1, max: maxRows }) ?? maxRows
    const page = form.integer('page', { min: 1 }) ?? 1
    form.throwIfInvalid()
    checkBot(bot)
    const isUnfiltered = faults.ignoresFilter(request)
    const query = {
      bots: bot === undefined || isUnfiltered ? bots.map(({ id }) => id) : [bot],
      ...(from === undefined || isUnfiltered ? {} : { from }),
      ...(to === undefined || isUnfiltered ? {} : { to }),
      offset: (page - 1) * rows,
      limit: rows,
    }
    const total = botContacts.count(query)
    const data = botContacts.page(query).map(listedContact)
    const last = Math.max(1, Math.ceil(total / rows))
    // The links in the document contain no parameter except the page.
    const path = `${baseUrlOf(request)}/api/v1/getContacts`
    const link = (number: number) => `${path}?page=${number}`
    const first = data.length === 0 ? null : query.offset + 1
    return sendJson(reply, {
      data,
      links: {
        first: link(1),
        last: link(last),
        prev: page > 1 ? link(page - 1) : null,
        next: page < last ? link(page + 1) : null,
      },
      meta: {
        current_page: page,
        from: first,
        last_page: last,
        path,
        per_page: rows,
        to: first === null ? null : query.offset + data.length,
        total,
      },
    })
  })

  app.post('/api/v1/createOrUpdateContact', (request, reply) => {
    authenticateBotClient(services, request)
    const input = inputOf(request)
    const form = createForm(input)
    for (const key of ['bot_id', 'messenger', 'name']) form.required(key)
    const bot = form.integer('bot_id')
    const messenger = form.oneOf('messenger', messengers)
    form.requiredIf('phone', 'messenger', 'whatsapp')
    form.requiredIf('telegram_id', 'messenger', 'telegram')
    form.requiredIf('viber_id', 'messenger', 'viber')
    form.requiredIf('vk_id', 'messenger', 'vk')
    const name = form.text('name')
    const phone = form.text('phone', 32)?.replaceAll(/[\s()-]/g, '')
    if (phone !== undefined && !/^\+?\d{5,15}$/.test(phone)) form.invalidFormat('phone')
    const email = form.text('email')
    if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) form.invalidFormat('email')
    const sent: Partial<BotContact> = {
      ...ifSent('name', name),
      ...ifSent('phone', phone?.replace('+', '')),
      ...ifSent('email', email),
      ...ifSent('address', form.text('address', 1000)),
      ...ifSent('telegram_id', form.integer('telegram_id')?.toString()),
      ...ifSent('telegram_username', form.text('telegram_username')?.replace(/^@/, '')),
      ...ifSent('viber_id', form.text('viber_id')),
      ...ifSent('vk_user_id', form.integer('vk_id')?.toString()),
      ...ifSent('tags', form.textList('tags')),
    }
    form.throwIfInvalid()
    checkBot(bot)
    if (bot === undefined || messenger === undefined) return sendNoContent(reply) // rejected above
    const contact = store.transaction(() => {
      const values = { ...emptyContact, ...sent, bot_id: bot, messenger }
      const before = botContacts.find(bot, messenger, externalIdOf(values) ?? '')
      const after: BotContact = before
        ? { ...before, ...sent }
        : { ...values, id: botContacts.nextId(), created_at: store.now() }
      for (const tag of after.tags) botContacts.tagId(bot, tag)
      botContacts.save(after)
      return after
    })
    return sendJson(reply, { data: writtenContact(contact) })
  })

  app.post('/api/v1/setYsellStatus', (request, reply) => {
    authenticateBotClient(services, request)
    const form = createForm(inputOf(request))
    for (const key of ['contact_id', 'status']) form.required(key)
    const contact = botContacts.get(form.integer('contact_id') ?? 0)
    const status = form.text('status', 64)
    if (inputOf(request)['contact_id'] !== undefined && !contact) form.invalidChoice('contact_id')
    form.throwIfInvalid()
    if (contact)
      store.transaction(() => botContacts.save({ ...contact, ysell_status: status ?? null }))
    return sendNoContent(reply)
  })
}

/** Omits keys that were not sent, so that they keep their value. */
const ifSent = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }) // TypeScript widens computed keys

const emptyContact: BotContact = {
  id: 0,
  bot_id: 0,
  name: '',
  phone: null,
  email: null,
  address: null,
  messenger: 'whatsapp',
  utm: null,
  telegram_id: null,
  telegram_username: null,
  viber_id: null,
  vk_user_id: null,
  avatar: null,
  created_at: 0,
  unsubscribed_at: null,
  tags: [],
  variables: [],
  ysell_status: null,
}
