import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { integerOf } from '#mock/json-value.ts'
import { idsOf, textsOf, type Query } from '#mock/query-params.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Chats of contacts (seeds 000 and 002, reference 11): for administrators only, and not with cookies. */
export function chatRoutes(app: FastifyInstance, services: Services) {
  const { store, access } = services
  function authenticateChatAdmin(request: FastifyRequest) {
    if (request.headers.cookie !== undefined)
      throw new Rejection(400, 'Session cookies are not allowed for this method')
    access.authenticateAdmin(request)
  }

  app.get<{ Querystring: Query }>('/api/v4/contacts/chats', (request, reply) => {
    authenticateChatAdmin(request)
    const chatIds = textsOf(request.query['chat_id'])?.map((id) => id.toLowerCase())
    const contactIds = idsOf(request.query['contact_id'], 'contact_id')
    if (!chatIds && !contactIds) throw new Rejection(400, 'chat_id or contact_id is required')
    const found = store.chats.list(chatIds, contactIds)
    if (found.length === 0) return sendNoContent(reply)
    const chats = found.map(({ chat_id, contact_id, link_id }) => ({
      chat_id,
      contact_id,
      id: link_id,
    }))
    return sendHal(reply, { _total_items: chats.length, _embedded: { chats } })
  })

  app.post('/api/v4/contacts/chats', (request, reply) => {
    authenticateChatAdmin(request)
    const items = itemsOf(request.body)
    const inputs = readBatch(services, request, items, (item, issues, requestId) => {
      const chatId = item['chat_id']
      const contactId = integerOf(item['contact_id'])
      if (typeof chatId !== 'string') issues.report('FieldMissing', 'chat_id')
      else if (!uuid.test(chatId)) issues.report('InvalidFormat', 'chat_id')
      else if (store.chats.get(chatId.toLowerCase())?.is_foreign !== 0)
        issues.report('NotSupportedChoice', 'chat_id')
      if (contactId === undefined) issues.report('FieldMissing', 'contact_id')
      else if (!store.contact(contactId) || store.contact(contactId)?.trashed)
        issues.report('NotSupportedChoice', 'contact_id')
      if (typeof chatId !== 'string' || contactId === undefined) return undefined
      return { chatId: chatId.toLowerCase(), contactId, requestId }
    })
    const chats = store.transaction(() =>
      inputs.map(({ chatId, contactId, requestId }) => ({
        chat_id: chatId,
        contact_id: contactId,
        id: store.chats.link(chatId, contactId),
        request_id: requestId,
      })),
    )
    return sendHal(reply, { _total_items: chats.length, _embedded: { chats } })
  })
}
