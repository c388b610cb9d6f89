import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { undoPreview, undoQuery } from '#contract/api/job-undo.ts'
import { failedQuery, jobRowList, jobRowQuery } from '#contract/api/jobs.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { streamSignalOf } from '#proxy/plugins/identify.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { requireFile, seenJob } from './job-rights.ts'
import { jobParams, type JobRouteOptions } from './job-routes.ts'
import { noQuery, reading } from './route-params.ts'
import { viewOf } from './source-access.ts'

/** Results of bulk writes: as a list, an event stream, or a downloaded file. */
export function jobResultRoutes(
  instance: FastifyInstance,
  { jobs, audit, ...access }: JobRouteOptions & { audit: Audit | undefined },
) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/jobs/:job/rows',
    {
      config: reading,
      schema: { params: jobParams, querystring: jobRowQuery, response: { 200: jobRowList } },
    },
    async (request) => {
      const source = viewOf(access, request).get(request.params.source)
      const { id } = await seenJob(request, jobs, source, request.params.job)
      return jobs.rows(source, id, request.query, readCallOf(request))
    },
  )

  app.get(
    '/sources/:source/jobs/:job/failed.csv',
    // A file of one's own rows is no export.
    { config: reading, schema: { params: jobParams, querystring: failedQuery } },
    async (request, reply) => {
      const source = viewOf(access, request).get(request.params.source)
      const job = await seenJob(request, jobs, source, request.params.job)
      requireFile(request, source, job)
      await audit?.record({
        action: 'failedRows',
        actor: actorOf(request),
        source: source.info.id,
        subject: job.id,
      })
      const { bom, separator } = request.query
      const format = { bom: bom === '1', separator }
      const lines = await jobs.failedCsv(source, job.id, format, readCallOf(request))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="failed-${job.id}.csv"`)
        .send(Readable.from(lines))
    },
  )

  app.get(
    '/sources/:source/jobs/:job/events',
    { config: reading, schema: { params: jobParams, querystring: noQuery }, compress: false },
    async (request, reply) => {
      const source = viewOf(access, request).get(request.params.source)
      const { id } = await seenJob(request, jobs, source, request.params.job)
      const last = Number(request.headers['last-event-id'])
      const seen = Number.isInteger(last) ? last : undefined
      const events = await jobs.events(source, id, seen, streamSignalOf(request))
      return reply
        .type('text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no') // a reverse proxy must not buffer events
        .send(Readable.from(events))
    },
  )

  app.get(
    '/sources/:source/jobs/:job/undo',
    {
      config: reading,
      schema: { params: jobParams, querystring: undoQuery, response: { 200: undoPreview } },
    },
    async (request) => {
      const source = viewOf(access, request).get(request.params.source)
      const { id } = await seenJob(request, jobs, source, request.params.job)
      const { page, size } = request.query
      const call = { ...readCallOf(request), isFresh: true }
      return jobs.previewUndo(source, id, page, size, call)
    },
  )
}
