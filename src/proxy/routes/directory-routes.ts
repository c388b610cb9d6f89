import type { FastifyInstance } from 'fastify'
import { account } from '#contract/api/account.ts'
import { fieldList } from '#contract/api/fields.ts'
import { sourceList } from '#contract/api/sources.ts'
import { tagList } from '#contract/api/tags.ts'
import { userList } from '#contract/api/users.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { requirePart } from '#proxy/sources/source.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { noQuery, sourceParams } from './route-params.ts'

/** Routes for the configured sources, and for users, fields and tags of their accounts. */
export function directoryRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  const app = withZod(instance)

  app.get(
    '/sources',
    { schema: { querystring: noQuery, response: { 200: sourceList } } },
    async () => ({ items: sources.list().map((source) => source.info) }),
  )

  app.get(
    '/sources/:source/account',
    { schema: { params: sourceParams, querystring: noQuery, response: { 200: account } } },
    (request) => sources.get(request.params.source).reader.getAccount(readCallOf(request)),
  )

  app.get(
    '/sources/:source/users',
    { schema: { params: sourceParams, querystring: noQuery, response: { 200: userList } } },
    async (request) => ({
      items: await sources.get(request.params.source).reader.listUsers(readCallOf(request)),
    }),
  )

  app.get(
    '/sources/:source/fields',
    { schema: { params: sourceParams, querystring: noQuery, response: { 200: fieldList } } },
    async (request) => ({
      items: await sources.get(request.params.source).reader.listFields(readCallOf(request)),
    }),
  )

  app.get(
    '/sources/:source/tags',
    { schema: { params: sourceParams, querystring: noQuery, response: { 200: tagList } } },
    async (request) => {
      const { listTags } = sources.get(request.params.source).reader
      return { items: await requirePart(listTags, 'tags')(readCallOf(request)) }
    },
  )
}
