import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { parseOrReject } from './control-input.ts'
import { Rejection } from './rejection.ts'
import { sendJson, sendNoContent } from './responses.ts'
import type { Services } from './services.ts'
import { originsOf, type TalkChange } from './store/talk-table.ts'

const newTalk = z.strictObject({
  /** The chat, or the contact, which gets a new chat if it has none. */
  chat_id: z.string().optional(),
  contact_id: z.int().optional(),
  /** Any code; by default one of the chat's messenger. */
  origin: z.string().min(1).optional(),
})

const talkChange = z.strictObject({
  status: z.string().min(1).optional(),
  is_in_work: z.boolean().optional(),
  is_read: z.boolean().optional(),
  /** Unix seconds; null: no message is missed. */
  missed_at: z.int().nullable().optional(),
})

/** Calls of the control API by which customers write, and employees read, answer and close talks. */
export function talkEditRoutes(app: FastifyInstance, { store }: Services) {
  function chatOf({ chat_id: id, contact_id: contactId }: z.output<typeof newTalk>) {
    const own = id ?? store.chats.list(undefined, [contactId ?? 0])[0]?.chat_id
    const known = own === undefined ? undefined : store.chats.get(own)
    if (known) return known
    if (id !== undefined || !store.contact(contactId ?? 0))
      throw new Rejection(404, 'No such chat or contact')
    const chat = {
      chat_id: randomUUID(),
      contact_id: contactId ?? null,
      channel: 'telegram',
      is_foreign: 0,
    }
    store.chats.add(chat)
    return chat
  }

  app.post('/_mock/talks', (request, reply) => {
    const input = parseOrReject(newTalk, request.body)
    const talk = store.transaction(() => {
      const chat = chatOf(input)
      const [code = 'telegram'] = originsOf(chat)
      const now = store.now()
      return store.talks.add({
        chat_id: chat.chat_id,
        created_at: now,
        updated_at: now,
        rate: 0,
        entity_id: null,
        entity_type: null,
        status: 'in_work',
        is_in_work: true,
        is_read: false,
        origin: input.origin ?? code,
        source_id: null,
        missed_at: null,
      })
    })
    return sendJson(reply, { talk: store.talks.get(talk.talk_id) }, 201)
  })

  app.patch<{ Params: { id: string } }>('/_mock/talks/:id', (request, reply) => {
    const { status, is_in_work, is_read, missed_at } = parseOrReject(talkChange, request.body)
    const change: TalkChange = {
      ...(is_in_work !== undefined && { is_in_work, status: is_in_work ? 'in_work' : 'closed' }),
      ...(status !== undefined && { status }),
      ...(is_read !== undefined && { is_read }),
      ...(missed_at !== undefined && { missed_at }),
    }
    const talk = store.talks.change(Number(request.params.id) || 0, change, store.now())
    if (!talk) throw new Rejection(404, `No such talk: ${request.params.id}`)
    return sendJson(reply, { talk })
  })

  app.delete<{ Params: { id: string } }>('/_mock/talks/:id', (request, reply) => {
    if (!store.talks.remove(Number(request.params.id) || 0))
      throw new Rejection(404, `No such talk: ${request.params.id}`)
    return sendNoContent(reply)
  })
}
