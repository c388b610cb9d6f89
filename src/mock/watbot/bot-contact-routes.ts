import type { FastifyInstance } from 'fastify'
import { bots } from '#mock/account-data.ts'
import { sendJson, sendNothing } from '#mock/responses.ts'
import { baseOf } from '#mock/amo-v4/v4-list-response.ts'
import type { Services } from '#mock/mock-app.ts'
import { externalIdOf, messengers, type BotContact } from '#mock/store/bot-contact-table.ts'
import { checkBot, formOf, signedInToBot } from './bot-access.ts'
import { listedContact, writtenContact } from './bot-contact-response.ts'
import { createForm } from './bot-form.ts'

const mostRows = 500

/** The list and the one write of contacts (seed 004). */
export function botContactRoutes(app: FastifyInstance, services: Services) {
  const { store, faults } = services
  const { botContacts } = store

  app.get('/api/v1/getContacts', (request, reply) => {
    signedInToBot(services, request)
    const form = createForm(formOf(request))
    const bot = form.whole('bot_id')
    const from = form.whole('date_from')
    const to = form.whole('date_to')
    const rows = form.whole('count', { least: 1, most: mostRows }) ?? mostRows
    const page = form.whole('page', { least: 1 }) ?? 1
    form.settle()
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
    // The links of the seed know the page and nothing else.
    const path = `${baseOf(request)}/api/v1/getContacts`
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
    signedInToBot(services, request)
    const input = formOf(request)
    const form = createForm(input)
    for (const key of ['bot_id', 'messenger', 'name']) form.required(key)
    const bot = form.whole('bot_id')
    const messenger = form.among('messenger', messengers)
    form.requiredIf('phone', 'messenger', 'whatsapp')
    form.requiredIf('telegram_id', 'messenger', 'telegram')
    form.requiredIf('viber_id', 'messenger', 'viber')
    form.requiredIf('vk_id', 'messenger', 'vk')
    const name = form.text('name')
    const phone = form.text('phone', 32)?.replaceAll(/[\s()-]/g, '')
    if (phone !== undefined && !/^\+?\d{5,15}$/.test(phone)) form.wrongFormat('phone')
    const email = form.text('email')
    if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) form.wrongFormat('email')
    const sent: Partial<BotContact> = {
      ...present('name', name),
      ...present('phone', phone?.replace('+', '')),
      ...present('email', email),
      ...present('address', form.text('address', 1000)),
      ...present('telegram_id', form.whole('telegram_id')?.toString()),
      ...present('telegram_username', form.text('telegram_username')?.replace(/^@/, '')),
      ...present('viber_id', form.text('viber_id')),
      ...present('vk_user_id', form.whole('vk_id')?.toString()),
      ...present('tags', form.texts('tags')),
    }
    form.settle()
    checkBot(bot)
    if (bot === undefined || messenger === undefined) return sendNothing(reply) // settled above
    const contact = store.transaction(() => {
      const wanted = { ...blank, ...sent, bot_id: bot, messenger }
      const before = botContacts.find(bot, messenger, externalIdOf(wanted) ?? '')
      const after: BotContact = before
        ? { ...before, ...sent }
        : { ...wanted, id: botContacts.nextId(), created_at: store.now() }
      for (const tag of after.tags) botContacts.tagId(bot, tag)
      botContacts.save(after)
      return after
    })
    return sendJson(reply, { data: writtenContact(contact) })
  })

  app.post('/api/v1/setYsellStatus', (request, reply) => {
    signedInToBot(services, request)
    const form = createForm(formOf(request))
    for (const key of ['contact_id', 'status']) form.required(key)
    const contact = botContacts.get(form.whole('contact_id') ?? 0)
    const status = form.text('status', 64)
    if (formOf(request)['contact_id'] !== undefined && !contact) form.wrongChoice('contact_id')
    form.settle()
    if (contact)
      store.transaction(() => botContacts.save({ ...contact, ysell_status: status ?? null }))
    return sendNothing(reply)
  })
}

/** Keys that were not sent stay as they are. */
const present = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }) // TypeScript widens computed keys

const blank: BotContact = {
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
