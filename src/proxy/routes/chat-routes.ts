import type { FastifyInstance } from 'fastify'
import { chatLinkAnswer, chatLinkRequest, chatList, chatQuery } from '#contract/api/chats.ts'
import { linkChats } from '#proxy/contacts/link-chats.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { rowOfChat } from '#proxy/jobs/orders/job-input.ts'
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
  { jobs, ...access }: SourceAccess & { jobs: Jobs | undefined },
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

  if (!jobs) return
  app.post(
    '/sources/:source/chats',
    {
      config: { access: { right: 'chats', of: 'source' } },
      schema: { params: sourceParams, body: chatLinkRequest, response: { 200: chatLinkAnswer } },
    },
    async (request) => {
      const source = viewOf(access, request).get(request.params.source)
      const { items } = request.body
      requireRows(request.access, source.info.id, items.length)
      const rows = items.map((item) => rowOfChat(item))
      const results = await linkChats(source, items, writeCallOf(request), (journaled) =>
        jobs.linkChats(journaled, rows, actorOf(request)),
      )
      return { results }
    },
  )
}
