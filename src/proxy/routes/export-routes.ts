import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { exportedFile, exportList, exportOrder } from '#contract/api/exports.ts'
import type { Exports } from '#proxy/exports/export-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { streamSignalOf } from '#proxy/plugins/identify.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

const exportParams = z.extend(sourceParams, { export: z.uuid() })
const config = { access: { right: 'export', of: 'source' } } as const
const one = {
  config,
  schema: { params: exportParams, querystring: noQuery, response: { 200: exportedFile } },
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Files of contacts: ordered, followed and downloaded by whoever may export, and by nobody else. */
export function exportRoutes(
  instance: FastifyInstance,
  { exports, ...access }: SourceAccess & { exports: Exports },
) {
  const app = withZod(instance)
  const aboutOf = (request: FastifyRequest, source: string) => ({
    source: access.sources.get(source).info.id,
    actor: actorOf(request),
  })

  app.get(
    '/sources/:source/exports',
    {
      config,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: exportList } },
    },
    async (request) => ({ items: await exports.list(aboutOf(request, request.params.source)) }),
  )

  app.post(
    '/sources/:source/exports',
    {
      config,
      schema: { params: sourceParams, body: exportOrder, response: { 201: exportedFile } },
    },
    async (request, reply) => {
      const source = viewOf(access, request).get(request.params.source)
      const made = await exports.order(source, actorOf(request), request.body)
      return reply.code(201).send(made)
    },
  )

  app.get('/sources/:source/exports/:export', one, async (request) =>
    exports.get(aboutOf(request, request.params.source), request.params.export),
  )

  app.post('/sources/:source/exports/:export/cancel', one, async (request) =>
    exports.cancel(aboutOf(request, request.params.source), request.params.export),
  )

  app.post(
    '/sources/:source/exports/:export/repeat',
    { ...one, schema: { ...one.schema, response: { 201: exportedFile } } },
    async (request, reply) => {
      const source = viewOf(access, request).get(request.params.source)
      const made = await exports.repeat(source, actorOf(request), request.params.export)
      return reply.code(201).send(made)
    },
  )

  app.delete(
    '/sources/:source/exports/:export',
    { config, schema: { params: exportParams, querystring: noQuery } },
    async (request, reply) => {
      await exports.remove(aboutOf(request, request.params.source), request.params.export)
      return reply.code(204).send()
    },
  )

  app.get(
    '/sources/:source/exports/:export/file',
    // Its length is known; a worksheet is compressed already.
    { config, schema: { params: exportParams, querystring: noQuery }, compress: false },
    async (request, reply) => {
      const about = aboutOf(request, request.params.source)
      const { name, bytes, content } = await exports.download(about, request.params.export)
      const signal = streamSignalOf(request)
      return reply
        .type(name.endsWith('.csv') ? mediaTypes.csv : mediaTypes.xlsx)
        .header('content-disposition', attachment(name))
        .header('content-length', bytes)
        .send(Readable.from(content, { objectMode: false, signal }))
    },
  )
}

/** The name in ASCII for old programs, and as it is (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w. ()-]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
