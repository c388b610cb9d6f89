import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { undoPreview, undoQuery } from '#contract/api/job-undo.ts'
import { failedQuery, jobRowList, jobRowQuery } from '#contract/api/jobs.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { jobParams, type JobRouteOptions } from './job-routes.ts'
import { noQuery } from './route-params.ts'
import { viewOf } from './source-access.ts'

/** Results of bulk writes: as a list, an event stream, or a downloaded file. */
export function jobResultRoutes(instance: FastifyInstance, { jobs, ...access }: JobRouteOptions) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/jobs/:job/rows',
    { schema: { params: jobParams, querystring: jobRowQuery, response: { 200: jobRowList } } },
    (request) => {
      const { source, job } = request.params
      const seen = viewOf(access, request).get(source)
      return jobs.rows(seen, job, request.query, readCallOf(request))
    },
  )

  app.get(
    '/sources/:source/jobs/:job/failed.csv',
    { schema: { params: jobParams, querystring: failedQuery } },
    async (request, reply) => {
      const { source, job } = request.params
      const { bom, separator } = request.query
      const format = { bom: bom === '1', separator }
      const lines = await jobs.failedCsv(
        viewOf(access, request).get(source),
        job,
        format,
        readCallOf(request),
      )
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="failed-${job}.csv"`)
        .send(Readable.from(lines))
    },
  )

  app.get(
    '/sources/:source/jobs/:job/events',
    { schema: { params: jobParams, querystring: noQuery }, compress: false },
    async (request, reply) => {
      const { source, job } = request.params
      const last = Number(request.headers['last-event-id'])
      const seen = Number.isInteger(last) ? last : undefined
      const events = await jobs.events(access.sources.get(source), job, seen, request.signal)
      return reply
        .type('text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no') // a reverse proxy must not buffer events
        .send(Readable.from(events))
    },
  )

  app.get(
    '/sources/:source/jobs/:job/undo',
    { schema: { params: jobParams, querystring: undoQuery, response: { 200: undoPreview } } },
    (request) => {
      const { source, job } = request.params
      const { page, size } = request.query
      const call = { ...readCallOf(request), isFresh: true }
      return jobs.previewUndo(viewOf(access, request).get(source), job, page, size, call)
    },
  )
}
