import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sendJson, sendNothing } from './answers.ts'
import type { Services } from './app.ts'
import { faultInput } from './faults.ts'
import { Refusal } from './refusal.ts'

const reseed = z.strictObject({
  contacts: z.int().min(0).max(2_000_000).optional(),
  seed: z.int().optional(),
})

/** `/_mock`: the levers of the demo and of the tests; no upstream has them. */
export function controlRoutes(app: FastifyInstance, { store, faults, received, reset }: Services) {
  app.get('/_mock/faults', (_request, reply) => sendJson(reply, { faults: faults.all() }))
  app.post('/_mock/faults', (request, reply) => {
    const inputs = Array.isArray(request.body) ? request.body : [request.body]
    const wanted = inputs.map((input) => parsed(faultInput, input))
    return sendJson(reply, { faults: wanted.map((fault) => faults.add(fault)) }, 201)
  })
  app.delete('/_mock/faults', (_request, reply) => {
    faults.clear()
    return sendNothing(reply)
  })
  app.delete<{ Params: { id: string } }>('/_mock/faults/:id', (request, reply) => {
    if (!faults.remove(Number(request.params.id))) throw new Refusal(404, 'No such fault')
    return sendNothing(reply)
  })

  app.get('/_mock/received', (_request, reply) => sendJson(reply, { requests: received.all() }))
  app.delete('/_mock/received', (_request, reply) => {
    received.clear()
    return sendNothing(reply)
  })

  app.get('/_mock/contacts/count', (_request, reply) =>
    sendJson(reply, { count: store.countContacts() }),
  )
  app.post('/_mock/reset', (_request, reply) => {
    faults.clear()
    received.clear()
    reset()
    return sendJson(reply, { count: store.countContacts() })
  })
  app.post('/_mock/reseed', (request, reply) => {
    const { contacts, seed } = parsed(reseed, request.body ?? {})
    reset({
      ...(contacts === undefined ? {} : { contacts }),
      ...(seed === undefined ? {} : { seed }),
    })
    return sendJson(reply, { count: store.countContacts() })
  })
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw new Refusal(400, z.prettifyError(result.error))
  return result.data
}
