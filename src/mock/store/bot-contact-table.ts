import type { Database, Param } from './database.ts'

export const messengers = ['whatsapp', 'telegram', 'viber', 'vk'] as const
export type Messenger = (typeof messengers)[number]

export type BotVariable = { id: number; name: string; value: string; deletable: boolean }

export type BotContact = {
  id: number
  bot_id: number
  name: string
  phone: string | null // digits only
  email: string | null
  address: string | null
  messenger: Messenger
  utm: Record<string, string> | null
  telegram_id: string | null
  telegram_username: string | null
  viber_id: string | null
  vk_user_id: string | null
  avatar: string | null
  created_at: number // Unix seconds; sent as ISO 8601
  unsubscribed_at: number | null
  tags: string[]
  variables: BotVariable[]
  ysell_status: string | null
}

export type BotQuery = { bots: number[]; from?: number; to?: number; offset: number; limit: number }

export function createBotContacts(db: Database) {
  const parse = ({ body }: { body: string }) => JSON.parse(body) as BotContact // written by save
  let counts = new Map<string, number>()
  const clearCache = () => counts.clear()
  db.onRollback(clearCache)

  const conditionOf = (query: BotQuery): [string, Param[]] => [
    'bot_id in (select value from json_each(?)) and created_at >= ? and created_at <= ?',
    [JSON.stringify(query.bots), query.from ?? 0, query.to ?? Number.MAX_SAFE_INTEGER],
  ]

  return {
    clearCache,
    get(id: number): BotContact | undefined {
      const row = db.get<{ body: string }>('select body from bot_contacts where id = ?', id)
      return row && parse(row)
    },
    /** By the messenger's own id, which is unique within a bot. */
    find(botId: number, messenger: string, externalId: string): BotContact | undefined {
      const text =
        'select body from bot_contacts where bot_id = ? and messenger = ? and external_id = ?'
      const row = db.get<{ body: string }>(text, botId, messenger, externalId)
      return row && parse(row)
    },
    page(query: BotQuery): BotContact[] {
      const [tests, params] = conditionOf(query)
      const ids = `select id from bot_contacts where ${tests} order by id limit ? offset ?`
      const text = `select body from bot_contacts where id in (${ids}) order by id`
      return db.all<{ body: string }>(text, ...params, query.limit, query.offset).map(parse)
    },
    count(query: BotQuery): number {
      const [tests, params] = conditionOf(query)
      const key = JSON.stringify(params)
      const known = counts.get(key)
      if (known !== undefined) return known
      const text = `select count(*) as n from bot_contacts where ${tests}`
      const n = db.get<{ n: number }>(text, ...params)?.n ?? 0
      if (counts.size > 100) counts = new Map()
      counts.set(key, n)
      return n
    },
    save(contact: BotContact) {
      counts.clear()
      db.run(
        'insert or replace into bot_contacts values (?, ?, ?, ?, ?, ?)',
        contact.id,
        contact.bot_id,
        contact.messenger,
        externalIdOf(contact) ?? '',
        contact.created_at,
        JSON.stringify(contact),
      )
    },
    remove(id: number) {
      counts.clear()
      db.run('delete from bot_contacts where id = ?', id)
    },
    nextId: () =>
      (db.get<{ id: number | null }>('select max(id) as id from bot_contacts')?.id ?? 0) + 1,

    tagId(botId: number, name: string): number {
      const find = 'select id from bot_tags where bot_id = ? and name = ?'
      const known = db.get<{ id: number }>(find, botId, name)?.id
      return (
        known ?? db.run('insert into bot_tags (bot_id, name) values (?, ?)', botId, name).lastId
      )
    },
    tagName: (id: number) =>
      db.get<{ name: string }>('select name from bot_tags where id = ?', id)?.name,
    tagNames: (botId: number) =>
      db
        .all<{ name: string }>('select name from bot_tags where bot_id = ? order by id', botId)
        .map(({ name }) => name),
  }
}

export function externalIdOf(
  contact: Pick<BotContact, 'messenger' | 'phone' | 'telegram_id' | 'viber_id' | 'vk_user_id'>,
) {
  switch (contact.messenger) {
    case 'whatsapp':
      return contact.phone
    case 'telegram':
      return contact.telegram_id
    case 'viber':
      return contact.viber_id
    case 'vk':
      return contact.vk_user_id
  }
}
