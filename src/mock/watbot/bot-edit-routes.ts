import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseOrReject } from '#mock/control-input.ts'
import { Rejection } from '#mock/rejection.ts'
import { sendJson, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'

const text = z.string().nullable().optional()
const edit = z.strictObject({
  name: z.string().optional(),
  phone: text,
  email: text,
  telegram_username: text,
  tags: z.array(z.string().min(1)).optional(),
  unsubscribed_at: z.int().min(0).nullable().optional(),
})

type WithId = { Params: { id: string } }

/** Calls of the control API that change contacts of bots as their users and owners do in WatBot. */
export function botEditRoutes(app: FastifyInstance, { store }: Services) {
  const { botContacts } = store
  function contactOf(id: string) {
    const contact = botContacts.get(Number(id) || 0)
    if (!contact) throw new Rejection(404, `No such bot contact: ${id}`)
    return contact
  }

  app.patch<WithId>('/_mock/bot-contacts/:id', (request, reply) => {
    const given = parseOrReject(edit, request.body ?? {})
    const before = contactOf(request.params.id)
    const changed = Object.entries(given).filter(([, value]) => value !== undefined)
    const contact = { ...before, ...Object.fromEntries(changed) }
    store.transaction(() => {
      for (const tag of contact.tags) botContacts.tagId(contact.bot_id, tag)
      botContacts.save(contact)
    })
    return sendJson(reply, { contact })
  })

  app.delete<WithId>('/_mock/bot-contacts/:id', (request, reply) => {
    const { id } = contactOf(request.params.id)
    store.transaction(() => botContacts.remove(id))
    return sendNoContent(reply)
  })
}
