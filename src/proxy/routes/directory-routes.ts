import type { FastifyInstance } from 'fastify'
import { account } from '#contract/api/account.ts'
import { fieldList } from '#contract/api/fields.ts'
import { sourceConnection } from '#contract/api/connection-state.ts'
import { sourceList } from '#contract/api/sources.ts'
import { right } from '#contract/api/rights.ts'
import { tagList } from '#contract/api/tags.ts'
import { userList } from '#contract/api/users.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { orCopied } from '#proxy/mirror/mirrored-source.ts'
import { problemOf } from '#proxy/plugins/error-handler.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { requirePart } from '#proxy/sources/source.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { noQuery, reading, sourceParams } from './route-params.ts'

const freshFor = 20_000 // milliseconds for which a successful answer counts as current
const probeDeadline = 8000

/** Routes for the configured sources, and for users, fields and tags of their accounts. */
export function directoryRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  const app = withZod(instance)

  app.get(
    '/sources',
    {
      config: { access: 'eachSource' },
      schema: { querystring: noQuery, response: { 200: sourceList } },
    },
    async ({ access }) => ({
      items: sources.list().flatMap(({ info }) => {
        const { may } = access.of(info.id)
        return may('read') ? [{ ...info, rights: right.options.filter(may) }] : []
      }),
    }),
  )

  app.get(
    '/sources/:source/connection',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: sourceConnection } },
    },
    async (request) => {
      const { connection, reader, info } = sources.get(request.params.source)
      const last = connection()
      if (!last || last.error || Date.now() - last.at > freshFor)
        await reader
          .listContacts(
            { page: 1, size: Math.min(...info.capabilities.pageSizes), search: '' },
            { ...readCallOf(request), deadlineMs: probeDeadline },
          )
          .catch((error: unknown) => {
            if (!(error instanceof SourceError)) throw error
          })
      const { at, error } = connection() ?? { at: Date.now(), error: null }
      return {
        isConnected: error === null,
        at: new Date(at).toISOString(),
        problem: error && problemOf(error),
      }
    },
  )

  app.get(
    '/sources/:source/account',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: account } },
    },
    (request) => {
      const source = sources.get(request.params.source)
      const live = source.reader.getAccount(readCallOf(request))
      return orCopied(source, live, (mirror) => ({ timeZone: mirror.timeZone() }))
    },
  )

  app.get(
    '/sources/:source/users',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: userList } },
    },
    async (request) => ({
      items: await sources.get(request.params.source).reader.listUsers(readCallOf(request)),
    }),
  )

  app.get(
    '/sources/:source/fields',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: fieldList } },
    },
    async (request) => {
      const source = sources.get(request.params.source)
      const live = source.reader.listFields(readCallOf(request))
      return { items: await orCopied(source, live, (mirror) => mirror.fields()) }
    },
  )

  app.get(
    '/sources/:source/tags',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: tagList } },
    },
    async (request) => {
      const { listTags } = sources.get(request.params.source).reader
      return { items: await requirePart(listTags, 'tags')(readCallOf(request)) }
    },
  )
}
