import type { FastifyInstance, FastifyReply } from 'fastify'
import * as z from 'zod/mini'
import { createBody, editBody, linkRequest } from '#contract/api/legacy-writes.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import { statusRequest, variableRequest, writeAnswer } from '#contract/api/writes.ts'
import type { InlineAnswer } from '#proxy/jobs/inline-writes.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import {
  readCreates,
  readEdits,
  readLinks,
  readStatus,
  readVariable,
} from '#proxy/jobs/orders/inline-input.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { requireWrite } from '#proxy/auth/write-rights.ts'
import { contactParams, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

const variableParams = z.extend(contactParams, {
  name: z.string().check(z.minLength(1), z.maxLength(255)),
})

const editing = { access: { right: 'edit', of: 'source' } } as const
const settingStatuses = { access: { right: 'statuses', of: 'source' } } as const

type Options = SourceAccess & { jobs: Jobs }

/** Writes of a single request, which responds when they are done; larger ones require a job. */
export function writeRoutes(instance: FastifyInstance, { jobs, ...access }: Options) {
  const app = withZod(instance)

  app.post(
    '/sources/:source/contacts',
    {
      config: editing,
      schema: { params: sourceParams, body: createBody, response: { 200: writeAnswer } },
    },
    async (request) => {
      const source = viewOf(access, request).get(request.params.source)
      requireWrite(request.access, source.info.id, 'create', request.body.items.length)
      const creates = await readCreates(source, request.body)
      return jobs.createContacts(source, creates, actorOf(request))
    },
  )

  app.patch(
    '/sources/:source/contacts',
    {
      config: editing,
      schema: { params: sourceParams, body: editBody, response: { 200: writeAnswer } },
    },
    async (request) => {
      const source = viewOf(access, request).get(request.params.source)
      requireWrite(request.access, source.info.id, 'edit', request.body.items.length)
      return jobs.editContacts(source, await readEdits(source, request.body), actorOf(request))
    },
  )

  // Link requests in the format of 0.1.0, accepted for one version.
  app.post(
    '/sources/:source/contacts/:id/links',
    { config: editing, schema: { params: contactParams, body: linkRequest } },
    async (request, reply) => {
      const source = viewOf(access, request).get(request.params.source)
      const rows = readLinks(source, request.params.id, request.body)
      return noContent(reply, await jobs.editContacts(source, rows, actorOf(request)))
    },
  )

  app.put(
    '/sources/:source/contacts/:id/status',
    { config: settingStatuses, schema: { params: contactParams, body: statusRequest } },
    async (request, reply) => {
      const source = viewOf(access, request).get(request.params.source)
      const { id } = request.params
      const row = readStatus(source, id, request.body.status)
      return noContent(reply, await jobs.setStatus(source, row, actorOf(request)))
    },
  )

  app.put(
    '/sources/:source/contacts/:id/variables/:name',
    { config: editing, schema: { params: variableParams, body: variableRequest } },
    async (request, reply) => {
      const { id, name } = request.params
      const source = viewOf(access, request).get(request.params.source)
      const row = readVariable(source, id, { name, ...request.body })
      return noContent(reply, await jobs.editContacts(source, [row], actorOf(request)))
    },
  )

  app.delete(
    '/sources/:source/contacts/:id/variables/:name',
    { config: editing, schema: { params: variableParams } },
    async (request, reply) => {
      const { id, name } = request.params
      const source = viewOf(access, request).get(request.params.source)
      const row = readVariable(source, id, { name, value: null, isDeletable: true })
      return noContent(reply, await jobs.editContacts(source, [row], actorOf(request)))
    },
  )
}

/**
 * For requests that respond with a status only; `x-job` is the ID of the journal, by which the
 * write can be undone.
 */
function noContent(reply: FastifyReply, { results, job, failure }: InlineAnswer): FastifyReply {
  if (failure && results.some(({ outcome }) => outcome === 'unknown')) throw failure
  for (const result of results) requireWritten(result)
  if (job !== null) void reply.header('x-job', job)
  return reply.code(204).send()
}

function requireWritten(result: RowResult): void {
  if (result.outcome === 'unchanged') return
  if (result.outcome === 'changed' && result.notSaved.length === 0) return
  const issues =
    result.outcome === 'changed'
      ? result.notSaved
      : 'issues' in result
        ? result.issues
        : [{ message: result.outcome }]
  const message = issues.map((issue) => issue.message).join('; ')
  // If a part was written, a rejection of the rest must not appear as if nothing was.
  const mayHaveHappened = result.outcome === 'changed' || result.outcome === 'unknown'
  const failure = issues.some((issue) => 'code' in issue && issue.code === 'forbidden')
    ? 'forbidden'
    : 'rejected'
  throw new SourceError(failure, `Not written: ${message}`, { mayHaveHappened })
}
