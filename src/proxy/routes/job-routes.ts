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
import { requireWrite } from '#proxy/auth/write-rights.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import {
  requireCancel,
  requireJobRows,
  requireOwnDraft,
  rowsOfRetry,
  rowsOfUndo,
  seenActor,
  seenJob,
  writing,
} from './job-rights.ts'
import { noQuery, reading, sourceParams } from './route-params.ts'
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
    { config: writing, schema: { params: sourceParams, body: jobRequest, ...answers } },
    async (request, reply) => {
      const { params, body, access } = request
      const source = sources.get(params.source)
      // A draft has no rows yet.
      requireWrite(access, source.info.id, body.kind, (body.rows ?? body.ids ?? []).length)
      const made = await jobs.create(source, body, actorOf(request))
      return reply.code(made.isNew ? 201 : 200).send(made.job)
    },
  )

  app.get(
    '/sources/:source/jobs',
    {
      config: reading,
      schema: { params: sourceParams, querystring: jobListQuery, response: { 200: jobList } },
    },
    (request) => {
      const { page, size } = request.query
      const source = sources.get(request.params.source)
      return jobs.list(source, page, size, seenActor(request, source))
    },
  )

  app.get(
    '/sources/:source/jobs/:job',
    {
      config: reading,
      schema: { params: jobParams, querystring: noQuery, response: { 200: job } },
    },
    (request) => {
      const { source, job: id } = request.params
      return seenJob(request, jobs, sources.get(source), id)
    },
  )

  app.put(
    '/sources/:source/jobs/:job/parts/:part',
    { config: writing, schema: { params: partParams, body: jobPart, response: { 200: job } } },
    async (request) => {
      const { params, body } = request
      const source = sources.get(params.source)
      const draft = await seenJob(request, jobs, source, params.job)
      requireOwnDraft(request, draft)
      const added = (body.rows ?? body.ids ?? []).length
      // A part that is sent again replaces itself.
      const before = params.part > draft.parts ? draft.total : 0
      await requireJobRows(request, jobs, source, draft, before + added)
      return jobs.addPart(source, draft.id, params.part, body)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/start',
    { config: writing, schema: { params: jobParams, body: jobStart, response: { 200: job } } },
    async (request) => {
      const source = sources.get(request.params.source)
      const draft = await seenJob(request, jobs, source, request.params.job)
      requireOwnDraft(request, draft)
      await requireJobRows(request, jobs, source, draft, draft.total)
      return jobs.start(source, draft.id, request.body.rows)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/cancel',
    // Whoever has ordered it may stop it.
    { config: reading, schema: { params: jobParams, response: { 200: job } } },
    async (request) => {
      const source = sources.get(request.params.source)
      const open = await seenJob(request, jobs, source, request.params.job)
      await requireCancel(request, jobs, source, open)
      return jobs.cancel(source, open.id)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/retry',
    { config: writing, schema: { params: jobParams, body: jobRetry, ...answers } },
    async (request, reply) => {
      const { params, body } = request
      const source = sources.get(params.source)
      const failed = await seenJob(request, jobs, source, params.job)
      await requireJobRows(request, jobs, source, failed, rowsOfRetry(failed, body))
      const made = await jobs.retry(source, failed.id, body, actorOf(request))
      return reply.code(made.isNew ? 201 : 200).send(made.job)
    },
  )

  app.post(
    '/sources/:source/jobs/:job/undo',
    { config: writing, schema: { params: jobParams, body: jobUndo, ...answers } },
    async (request, reply) => {
      const { params, body } = request
      const source = sources.get(params.source)
      const written = await seenJob(request, jobs, source, params.job)
      await requireJobRows(request, jobs, source, written, rowsOfUndo(written, body))
      const made = await jobs.undo(source, written.id, body, actorOf(request))
      return reply.code(made.isNew ? 201 : 200).send(made.job)
    },
  )
}
