import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import {
  createRequest,
  editRequest,
  linkRequest,
  statusRequest,
  variableRequest,
  writeAnswer,
} from '#contract/api/writes.ts'
import { writeCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { contactParams, sourceParams } from './route-params.ts'

const variableParams = z.extend(contactParams, {
  name: z.string().check(z.minLength(1), z.maxLength(255)),
})

/** Writes of one request to the source; larger ones are jobs. */
export async function writeRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  const app = withZod(instance)

  app.post(
    '/sources/:source/contacts',
    { schema: { params: sourceParams, body: createRequest, response: { 200: writeAnswer } } },
    async (request) => {
      const source = sources.get(request.params.source)
      return { results: await source.createContacts(request.body.items, writeCallOf(request)) }
    },
  )

  app.patch(
    '/sources/:source/contacts',
    { schema: { params: sourceParams, body: editRequest, response: { 200: writeAnswer } } },
    async (request) => {
      const source = sources.get(request.params.source)
      return { results: await source.editContacts(request.body.items, writeCallOf(request)) }
    },
  )

  app.post(
    '/sources/:source/contacts/:id/links',
    { schema: { params: contactParams, body: linkRequest } },
    async (request, reply) => {
      const source = sources.get(request.params.source)
      const { link, unlink } = request.body
      if (link.length > 0) await source.link(request.params.id, link, writeCallOf(request))
      if (unlink.length > 0)
        await afterPart(link.length > 0, () =>
          source.unlink(request.params.id, unlink, writeCallOf(request)),
        )
      return reply.code(204).send()
    },
  )

  app.put(
    '/sources/:source/contacts/:id/status',
    { schema: { params: contactParams, body: statusRequest } },
    async (request, reply) => {
      const source = sources.get(request.params.source)
      await source.setStatus(request.params.id, request.body.status, writeCallOf(request))
      return reply.code(204).send()
    },
  )

  app.put(
    '/sources/:source/contacts/:id/variables/:name',
    { schema: { params: variableParams, body: variableRequest } },
    async (request, reply) => {
      const { source, id, name } = request.params
      await sources.get(source).setVariable(id, { name, ...request.body }, writeCallOf(request))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/sources/:source/contacts/:id/variables/:name',
    { schema: { params: variableParams } },
    async (request, reply) => {
      const { source, id, name } = request.params
      await sources.get(source).deleteVariable(id, name, writeCallOf(request))
      return reply.code(204).send()
    },
  )
}

/** Once a part is written, a rejection of the rest must not read as "nothing happened". */
async function afterPart(isPartDone: boolean, rest: () => Promise<void>) {
  try {
    await rest()
  } catch (error) {
    if (!isPartDone || !(error instanceof SourceError)) throw error
    const { failure, message, status } = error
    throw new SourceError(failure, message, { status, cause: error, mayHaveHappened: true })
  }
}
