import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { jobUndo } from '#contract/api/job-undo.ts'
import {
  job,
  jobId,
  jobList,
  jobListQuery,
  jobPart,
  jobRequest,
  jobRetry,
  jobStart,
} from '#contract/api/jobs.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery, sourceParams } from './route-params.ts'
import type { SourceAccess } from './source-access.ts'

export const jobParams = z.extend(sourceParams, { job: jobId })
const partParams = z.extend(jobParams, { part: wholeNumber(1, 100_000) })

export type JobRouteOptions = SourceAccess & { jobs: Jobs }

/**
 * Routes for bulk writes: creating (complete or in parts), starting, cancelling, retrying and
 * undoing them.
 */
export function jobRoutes(instance: FastifyInstance, { sources, jobs }: JobRouteOptions) {
  const app = withZod(instance)
  const answers = { response: { 200: job, 201: job } }

  app.post(
    '/sources/:source/jobs',
    { schema: { params: sourceParams, body: jobRequest, ...answers } },
    async (request, reply) => {
      const made = await jobs.create(
        sources.get(request.params.source),
        request.body,
        actorOf(request),
      )
      return reply.code(made.isNew ? 201 : 200).send(made.job)
    },
  )

  app.get(
    '/sources/:source/jobs',
    { schema: { params: sourceParams, querystring: jobListQuery, response: { 200: jobList } } },
    (request) => {
      const { page, size } = request.query
      return jobs.list(sources.get(request.params.source), page, size)
    },
  )

  app.get(
    '/sources/:source/jobs/:job',
    { schema: { params: jobParams, querystring: noQuery, response: { 200: job } } },
    (request) => jobs.get(sources.get(request.params.source), request.params.job),
  )

  app.put(
    '/sources/:source/jobs/:job/parts/:part',
    { schema: { params: partParams, body: jobPart, response: { 200: job } } },
    (request) => {
      const { source, job: id, part } = request.params
      return jobs.addPart(sources.get(source), id, part, request.body)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/start',
    { schema: { params: jobParams, body: jobStart, response: { 200: job } } },
    (request) => {
      const { source, job: id } = request.params
      return jobs.start(sources.get(source), id, request.body.rows)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/cancel',
    { schema: { params: jobParams, response: { 200: job } } },
    (request) => jobs.cancel(sources.get(request.params.source), request.params.job),
  )

  app.post(
    '/sources/:source/jobs/:job/retry',
    { schema: { params: jobParams, body: jobRetry, ...answers } },
    async (request, reply) => {
      const { source, job: id } = request.params
      const made = await jobs.retry(sources.get(source), id, request.body, actorOf(request))
      return reply.code(made.isNew ? 201 : 200).send(made.job)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/undo',
    { schema: { params: jobParams, body: jobUndo, ...answers } },
    async (request, reply) => {
      const { source, job: id } = request.params
      const made = await jobs.undo(sources.get(source), id, request.body, actorOf(request))
      return reply.code(made.isNew ? 201 : 200).send(made.job)
    },
  )
}
