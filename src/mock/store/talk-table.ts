import type { Chat } from './chat-table.ts'
import type { Database } from './database.ts'

/** One conversation in a chat, from the first message until it is closed; a chat has several over time. */
export type Talk = {
  talk_id: number
  chat_id: string
  /** The one of the chat. */
  contact_id: number | null
  created_at: number
  updated_at: number
  rate: number
  entity_id: number | null
  entity_type: 'lead' | 'customer' | null
  status: string
  is_in_work: boolean
  is_read: boolean
  /** The code of the channel. */
  origin: string
  source_id: number | null
  missed_at: number | null
}
export type NewTalk = Omit<Talk, 'talk_id' | 'contact_id'>
export type TalkChange = Partial<Pick<Talk, 'status' | 'is_in_work' | 'is_read' | 'missed_at'>>

export type TalkFilter = {
  talks?: number[] | undefined
  contacts?: number[] | undefined
  entities?: number[] | undefined
  entityType?: string | undefined
  inWork?: boolean
  /** Responsible users of the contacts; undefined: all. */
  owners?: number[] | undefined
}

type Stored = Omit<Talk, 'is_in_work' | 'is_read'> & { is_in_work: number; is_read: number }

/** Codes of the channels that a chat's messenger can have; a third-party channel has its own. */
const origins: Record<string, string[]> = {
  telegram: ['telegram'],
  viber: ['viber'],
  vk: ['vk'],
  whatsapp: ['com.amocrm.amocrmwa', 'waba', 'amochats.whatsapp'],
}
const foreignOrigins = ['pro.wappi.tg', 'instagram_business']

/** The codes that talks of a chat may have. */
export const originsOf = ({ channel, is_foreign }: Pick<Chat, 'channel' | 'is_foreign'>) =>
  is_foreign === 1 ? foreignOrigins : (origins[channel] ?? [channel])

export const firstTalkId = 9_001

export function createTalks(db: Database) {
  const columns = `t.talk_id, t.chat_id, h.contact_id, t.created_at, t.updated_at, t.rate, t.entity_id,
    t.entity_type, t.status, t.is_in_work, t.is_read, t.origin, t.source_id, t.missed_at`
  const tables = 'talks t join chats h on h.chat_id = t.chat_id'

  const talks = {
    get: (id: number): Talk | undefined => {
      const found = db.get<Stored>(`select ${columns} from ${tables} where t.talk_id = ?`, id)
      return found && toTalk(found)
    },
    /** By ascending ID. */
    list(filter: TalkFilter, { offset, limit }: { offset: number; limit: number }): Talk[] {
      const text = `select ${columns} from ${tables}
        left join contacts c on c.id = h.contact_id
        where (?1 is null or t.talk_id in (select value from json_each(?1)))
        and (?2 is null or h.contact_id in (select value from json_each(?2)))
        and (?3 is null or t.entity_id in (select value from json_each(?3)))
        and (?4 is null or t.entity_type = ?4)
        and (?5 = 0 or t.is_in_work = 1)
        and (?6 is null or c.responsible_user_id in (select value from json_each(?6)))
        order by t.talk_id limit ?7 offset ?8`
      return db
        .all<Stored>(
          text,
          asJson(filter.talks),
          asJson(filter.contacts),
          asJson(filter.entities),
          filter.entityType ?? null,
          filter.inWork ? 1 : 0,
          asJson(filter.owners),
          limit,
          offset,
        )
        .map(toTalk)
    },
    add(talk: NewTalk): Talk {
      const top = db.get<{ id: number | null }>('select max(talk_id) as id from talks')?.id
      const id = (top ?? firstTalkId - 1) + 1
      db.run(
        'insert into talks values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        talk.chat_id,
        talk.created_at,
        talk.updated_at,
        talk.rate,
        talk.entity_id,
        talk.entity_type,
        talk.status,
        Number(talk.is_in_work),
        Number(talk.is_read),
        talk.origin,
        talk.source_id,
        talk.missed_at,
      )
      return { ...talk, talk_id: id, contact_id: null }
    },
    change(id: number, change: TalkChange, now: number): Talk | undefined {
      const before = talks.get(id)
      if (!before) return undefined
      const after = { ...before, ...change }
      db.run(
        `update talks set status = ?, is_in_work = ?, is_read = ?, missed_at = ?, updated_at = ?
        where talk_id = ?`,
        after.status,
        Number(after.is_in_work),
        Number(after.is_read),
        after.missed_at,
        now,
        id,
      )
      return { ...after, updated_at: now }
    },
    remove: (id: number) => db.run('delete from talks where talk_id = ?', id).changes > 0,
  }
  return talks
}

const toTalk = (row: Stored): Talk => ({
  ...row,
  is_in_work: row.is_in_work === 1,
  is_read: row.is_read === 1,
})

const asJson = (list: (string | number)[] | undefined) => (list ? JSON.stringify(list) : null)
