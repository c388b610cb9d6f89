import type { FastifyInstance, FastifyRequest } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import type { Faults } from './faults.ts'
import {
  dialectOf,
  Rejection,
  sendReverseProxyError,
  sendRejection,
  unknownError,
  type Dialect,
} from './rejection.ts'
import { withOddValue } from './odd-value.ts'

function detailOf(status: number, dialect: Dialect): string | undefined {
  if (status === 500) return unknownError(dialect)
  if (status !== 401) return undefined
  return dialect === 'watbot' ? 'Unauthenticated.' : 'Token has expired'
}

/** For every list of amoCRM v4 but links, where `filter` names the contact. */
function dropFilter(request: FastifyRequest) {
  const query = request.query as Record<string, unknown> // parsed by parseQuery
  if (dialectOf(request.url) === 'amo-v4' && !/\/links\/?(\?|$)/.test(request.url))
    delete query['filter']
}

/** Applies the active faults before and after the routes. */
export function faultHooks(app: FastifyInstance, faults: Faults) {
  app.addHook('onRequest', async (request, reply) => {
    faults.assign(request)
    const latency = faults.of(request, 'latency')
    if (latency) await wait(latency.ms)
    if (faults.of(request, 'cut')) {
      reply.hijack()
      reply.raw.destroy(new Error('Connection cut'))
      return reply
    }
    if (faults.ignoresFilter(request)) dropFilter(request)
    const fault = faults.of(request, 'status')
    if (!fault) return undefined
    const dialect = dialectOf(request.url)
    const { status, detail = detailOf(status, dialect) } = fault
    if (fault.retry_after !== undefined) reply.header('retry-after', fault.retry_after)
    if (fault.html ?? [502, 503, 504].includes(status)) return sendReverseProxyError(reply, status)
    return sendRejection(reply, dialect, new Rejection(status, detail))
  })

  app.addHook('preHandler', async (request, reply) => {
    const fault = faults.of(request, 'poison')
    if (!fault || !JSON.stringify(request.body ?? '').includes(fault.text)) return undefined
    faults.markTriggered(fault)
    return sendRejection(
      reply,
      dialectOf(request.url),
      new Rejection(fault.status, 'Invalid request data'),
    )
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    if (faults.of(request, 'cut-after')) {
      // Already handled and saved; `done` is never called, so no response is sent.
      reply.raw.destroy(new Error('Connection cut'))
      return
    }
    if (faults.of(request, 'malformed') && payload instanceof Buffer)
      return done(null, payload.subarray(0, Math.floor(payload.length / 2)))
    const odd = faults.of(request, 'odd-value')
    if (
      odd &&
      reply.statusCode === 200 &&
      (payload instanceof Buffer || typeof payload === 'string')
    ) {
      const changed = Buffer.from(withOddValue(payload.toString(), odd.at, odd.value))
      reply.header('content-length', changed.length)
      return done(null, changed)
    }
    return done(null, payload)
  })
}
