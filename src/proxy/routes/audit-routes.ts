import { randomUUID } from 'node:crypto'
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
import { announcedExport, exportRequest } from '#contract/api/exports.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import { found } from '#proxy/not-found.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { contactParams, noQuery, reading, sourceParams } from './route-params.ts'
import { viewOf } from './source-access.ts'

type Options = { sources: Sources; audit: Audit }

const config = { access: { right: 'audit', of: 'installation' } } as const

/** Reads the audit log; nothing changes it. An announced export is recorded in it. */
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

  app.get('/audit.csv', { config, schema: { querystring: auditCsvQuery } }, (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit-log.csv"')
      .send(Readable.from(audit.csv(request.query))),
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

  app.post(
    '/sources/:source/exports',
    {
      config: { access: { right: 'export', of: 'source' } },
      schema: { params: sourceParams, body: exportRequest, response: { 201: announcedExport } },
    },
    async (request, reply) => {
      const { info } = sources.get(request.params.source)
      const { query, selected, count, columns, format } = request.body
      const id = randomUUID()
      await audit.record({
        action: 'export',
        actor: actorOf(request),
        source: info.id,
        subject: id,
        details: [
          { attribute: 'query', after: query },
          ...(selected === null ? [] : [{ attribute: 'selected', after: selected }]),
          ...(count === null ? [] : [{ attribute: 'count', after: count }]),
          { attribute: 'columns', after: columns.join(', ') },
          { attribute: 'format', after: format },
        ],
      })
      return reply.code(201).send({ id })
    },
  )
}
