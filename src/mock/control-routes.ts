import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { accountEditRoutes } from './account-edit-routes.ts'
import { botEditRoutes } from './watbot/bot-edit-routes.ts'
import { parseOrReject } from './control-input.ts'
import { sendJson, sendNoContent } from './responses.ts'
import { talkEditRoutes } from './talk-edit-routes.ts'
import { v4Dialects } from '#mock/amo-v4/v4-dialect.ts'
import type { Services } from './services.ts'
import { faultInput } from './faults.ts'
import { Rejection } from './rejection.ts'

const reseedInput = z.strictObject({
  contacts: z.int().min(0).max(2_000_000).optional(),
  seed: z.int().optional(),
})

const limitsInput = z.strictObject({
  amo: z.int().min(0).max(10_000).optional(),
  watbot: z.int().min(0).max(10_000).optional(),
})
const tokenInput = z.strictObject({
  token: z.string().regex(/^\S+$/),
  user_id: z.int(),
  expires_in: z.int().min(1).optional(),
})
const dialectInput = z.strictObject({ dialect: z.enum(v4Dialects) })
/** The mock talks to this machine only. */
const ownMachine = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//
const hookInput = z.strictObject({ destination: z.string().regex(ownMachine).nullable() })
const expiryInput = z.strictObject({ token: z.string().optional() })

/** `/_mock`: the control API for demos and tests; the real upstreams do not have it. */
export function controlRoutes(app: FastifyInstance, services: Services) {
  const { store, faults, received, reset } = services
  accountEditRoutes(app, services)
  botEditRoutes(app, services)
  talkEditRoutes(app, services)
  app.get('/_mock/faults', (_request, reply) => sendJson(reply, { faults: faults.all() }))
  app.post('/_mock/faults', (request, reply) => {
    const inputs = Array.isArray(request.body) ? request.body : [request.body]
    const parsed = inputs.map((input) => parseOrReject(faultInput, input))
    return sendJson(reply, { faults: parsed.map((fault) => faults.add(fault)) }, 201)
  })
  app.delete('/_mock/faults', (_request, reply) => {
    faults.clear()
    return sendNoContent(reply)
  })
  app.delete<{ Params: { id: string } }>('/_mock/faults/:id', (request, reply) => {
    if (!faults.remove(Number(request.params.id))) throw new Rejection(404, 'No such fault')
    return sendNoContent(reply)
  })

  app.get('/_mock/received', (_request, reply) => sendJson(reply, { requests: received.all() }))
  app.delete('/_mock/received', (_request, reply) => {
    received.clear()
    return sendNoContent(reply)
  })

  // What an unfiltered list contains: neither the trash nor contacts that are only in an incoming lead.
  app.get('/_mock/contacts/count', (_request, reply) =>
    sendJson(reply, { count: store.countContacts() }),
  )
  app.get<{ Params: { id: string } }>('/_mock/contacts/:id/history', (request, reply) => {
    const contact = store.contact(Number(request.params.id) || 0)
    if (!contact) throw new Rejection(404, 'No such contact')
    const history = store.history.of(contact.id).map(({ before, after, by_id, ...entry }) => ({
      ...entry,
      by: by_id,
      before: JSON.parse(before) as unknown,
      after: JSON.parse(after) as unknown,
    }))
    return sendJson(reply, { contact, history })
  })

  app.get('/_mock/rate', (_request, reply) => sendJson(reply, services.rate.limits))
  app.put('/_mock/rate', (request, reply) => {
    const { amo, watbot } = parseOrReject(limitsInput, request.body ?? {})
    services.rate.set({
      ...(amo === undefined ? {} : { amo }),
      ...(watbot === undefined ? {} : { watbot }),
    })
    services.rate.unblockAll()
    return sendJson(reply, services.rate.limits)
  })

  const currentDialect = () => ({ dialect: services.v4Dialect() })
  app.get('/_mock/dialect', (_request, reply) => sendJson(reply, currentDialect()))
  app.put('/_mock/dialect', (request, reply) => {
    services.setV4Dialect(parseOrReject(dialectInput, request.body ?? {}).dialect)
    return sendJson(reply, currentDialect())
  })

  app.get('/_mock/webhooks', (_request, reply) => sendJson(reply, services.webhooks.state()))
  app.put('/_mock/webhooks', (request, reply) => {
    services.webhooks.setDestination(parseOrReject(hookInput, request.body ?? {}).destination)
    return sendJson(reply, services.webhooks.state())
  })

  app.post('/_mock/tokens', (request, reply) => {
    const input = parseOrReject(tokenInput, request.body)
    const { token, user_id, expires_in: life } = input
    if (!store.directory.user(user_id)) throw new Rejection(400, 'No such user')
    const expires_at = life === undefined ? null : store.now() + life
    store.tokens.issue({ token, kind: 'access', user_id, client_id: null, expires_at })
    return sendJson(reply, input, 201)
  })
  app.post('/_mock/tokens/expire', (request, reply) => {
    const { token } = parseOrReject(expiryInput, request.body ?? {})
    return sendJson(reply, { expired: store.tokens.expire(token) })
  })

  const initial = { limits: { ...services.rate.limits }, dialect: services.v4Dialect() }
  const restore = () => {
    faults.clear()
    services.rate.set(initial.limits)
    services.rate.unblockAll()
    services.setV4Dialect(initial.dialect)
    services.restoreToken()
    services.webhooks.setDestination(null)
  }
  // `/_mock/settle` is the name in 0.1, supported for one more version.
  for (const path of ['/_mock/restore', '/_mock/settle'])
    app.post(path, (_request, reply) => {
      restore()
      return sendNoContent(reply)
    })
  app.post('/_mock/reset', (_request, reply) => {
    restore()
    received.clear()
    reset()
    return sendJson(reply, { count: store.countContacts() })
  })
  app.post('/_mock/reseed', (request, reply) => {
    const { contacts, seed } = parseOrReject(reseedInput, request.body ?? {})
    reset({
      ...(contacts === undefined ? {} : { contacts }),
      ...(seed === undefined ? {} : { seed }),
    })
    return sendJson(reply, { count: store.countContacts() })
  })
}
