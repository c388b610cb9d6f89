import type { FastifyInstance } from 'fastify'
import { talkList, talkQuery } from '#contract/api/talks.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

/** Talks of a contact: channels and states of its chats, as the source has them now. */
export function talkRoutes(instance: FastifyInstance, access: SourceAccess) {
  withZod(instance).get(
    '/sources/:source/talks',
    {
      config: reading,
      schema: { params: sourceParams, querystring: talkQuery, response: { 200: talkList } },
    },
    async (request) => {
      const talks = requirePart(viewOf(access, request).get(request.params.source).talks, 'talks')
      return { items: await talks.talksOf([request.query.contact], readCallOf(request)) }
    },
  )
}
