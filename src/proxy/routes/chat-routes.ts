import type { FastifyInstance } from 'fastify'
import { chatLinkAnswer, chatLinkRequest, chatList, chatQuery } from '#contract/api/chats.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import { linkChats } from '#proxy/contacts/link-chats.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { readCallOf, writeCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { requireRows } from '#proxy/auth/access.ts'
import { reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

/** Messenger chats of contacts: finding, linking and moving them; large numbers require a job. */
export function chatRoutes(
  instance: FastifyInstance,
  { audit, ...access }: SourceAccess & { audit: Audit | undefined },
) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/chats',
    {
      config: reading,
      schema: { params: sourceParams, querystring: chatQuery, response: { 200: chatList } },
    },
    (request) => {
      const { chats, contacts } = request.query
      const { findChats } = requirePart(
        viewOf(access, request).get(request.params.source).chats,
        'chats',
      )
      return findChats(chats ? { chats } : { contacts: contacts ?? [] }, readCallOf(request))
    },
  )

  app.post(
    '/sources/:source/chats',
    {
      config: { access: { right: 'chats', of: 'source' } },
      schema: { params: sourceParams, body: chatLinkRequest, response: { 200: chatLinkAnswer } },
    },
    async (request) => {
      const source = viewOf(access, request).get(request.params.source)
      requireRows(request.access, source.info.id, request.body.items.length)
      const actor = actorOf(request)
      const results = await linkChats(
        source,
        request.body.items,
        writeCallOf(request),
        async (moves, outcome) => {
          const entries = moves.map(({ chat, contact, from }) => ({
            action: 'chatLink' as const,
            outcome,
            actor,
            source: source.info.id,
            contact: { id: contact, name: null },
            details: [{ attribute: 'chat', name: chat, before: from, after: contact }],
          }))
          await audit?.record(...entries)
        },
      )
      return { results }
    },
  )
}
