import type { Store } from '#mock/mock-store.ts'
import type { Chat } from '#mock/store/chat-table.ts'
import { originsOf, type NewTalk } from '#mock/store/talk-table.ts'
import { randomFrom, type Random } from './random.ts'

const day = 86_400

/** Adds talks to the chats of contacts; some have none, others one after another over time. */
export function seedTalks(store: Store, seed: number) {
  const random = randomFrom(seed + 1)
  const chats = store.db.all<Chat>(
    'select * from chats where contact_id is not null order by link_id',
  )
  for (const chat of chats)
    for (const talk of talksOf(chat, random, store.now())) store.talks.add(talk)
}

/** The last one may be in work, all before it are closed. */
function talksOf(chat: Chat, random: Random, now: number): NewTalk[] {
  const count = random.pick([0, 1, 1, 1, 2, 2, 3])
  const origin = random.pick(originsOf(chat))
  let at = now - random.int(count * 30, 400) * day
  return Array.from({ length: count }, (_, index) => {
    const created_at = at
    const updated_at = Math.min(now, at + random.int(600, 20 * day))
    at = updated_at + day
    const isInWork = index === count - 1 && random.chance(0.5)
    return {
      chat_id: chat.chat_id,
      created_at,
      updated_at,
      rate: isInWork ? 0 : random.pick([0, 0, 4, 5]),
      entity_id: null,
      entity_type: null,
      status: isInWork ? random.pick(['in_work', 'in_work', 'in_work', 'nps_scheduled']) : 'closed',
      is_in_work: isInWork,
      is_read: !isInWork || random.chance(0.6),
      origin,
      source_id: null,
      missed_at: isInWork && random.chance(0.3) ? updated_at : null,
    }
  })
}
