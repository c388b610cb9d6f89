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
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { contactParams, noQuery, sourceParams } from './route-params.ts'

type Options = { sources: Sources; audit: Audit }

/** Reads the audit log; nothing changes it. An announced export is recorded in it. */
export function auditRoutes(instance: FastifyInstance, { sources, audit }: Options) {
  const app = withZod(instance)

  app.get(
    '/audit',
    { schema: { querystring: auditQuery, response: { 200: auditPage } } },
    (request) => audit.page(request.query),
  )

  app.get(
    '/audit/people',
    { schema: { querystring: noQuery, response: { 200: auditPeople } } },
    async () => ({ items: await audit.people() }),
  )

  app.get('/audit.csv', { schema: { querystring: auditCsvQuery } }, (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit-log.csv"')
      .send(Readable.from(audit.csv(request.query))),
  )

  app.get(
    '/sources/:source/contacts/:id/history',
    {
      schema: {
        params: contactParams,
        querystring: contactHistoryQuery,
        response: { 200: contactHistory },
      },
    },
    (request) => {
      const { params, query } = request
      const { info } = sources.get(params.source)
      return audit.history(info.id, params.id, query.cursor, query.size)
    },
  )

  app.post(
    '/sources/:source/exports',
    {
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
