import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import {
  auditCsvQuery,
  auditPage,
  auditPeople,
  auditQuery,
  contactHistory,
  contactHistoryQuery,
} from '#contract/api/audit.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import { found } from '#proxy/not-found.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { contactParams, noQuery, reading } from './route-params.ts'
import { viewOf } from './source-access.ts'

type Options = { sources: Sources; audit: Audit }

const config = { access: { right: 'audit', of: 'installation' } } as const

/** Reads the audit log; nothing changes it. */
export function auditRoutes(instance: FastifyInstance, { sources, audit }: Options) {
  const app = withZod(instance)

  app.get(
    '/audit',
    { config, schema: { querystring: auditQuery, response: { 200: auditPage } } },
    (request) => audit.page(request.query),
  )

  app.get(
    '/audit/people',
    { config, schema: { querystring: noQuery, response: { 200: auditPeople } } },
    async () => ({ items: await audit.people() }),
  )

  app.get(
    '/audit.csv',
    { config, schema: { querystring: auditCsvQuery } },
    async (request, reply) => {
      const { bom: _bom, separator: _separator, ...filter } = request.query
      const details = Object.entries(filter).map(([attribute, after]) => ({ attribute, after }))
      await audit.record({ action: 'auditExport', actor: actorOf(request), details })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit-log.csv"')
        .send(Readable.from(audit.csv(request.query)))
    },
  )

  app.get(
    '/sources/:source/contacts/:id/history',
    {
      config: reading,
      schema: {
        params: contactParams,
        querystring: contactHistoryQuery,
        response: { 200: contactHistory },
      },
    },
    async (request) => {
      const { params, query } = request
      const { info, reader, sees } = viewOf({ sources }, request).get(params.source)
      if (sees) {
        const { snapshots } = await reader.readContacts([params.id], readCallOf(request))
        found(snapshots[0], `contact ${params.id}`)
      }
      return audit.history(info.id, params.id, query.cursor, query.size)
    },
  )
}
