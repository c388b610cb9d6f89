import type { FastifyInstance, FastifyRequest } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import type { Faults } from './faults.ts'
import { faultAnswer } from './fault-answer.ts'
import { isList, itemCount, withoutItems, withoutRequestIds } from './fault-bodies.ts'
import { dialectOf, Rejection, sendReverseProxyError, sendRejection } from './rejection.ts'
import { withOddValue } from './odd-value.ts'

/**
 * Removes the filter from every list of amoCRM v4 except links, where `filter` names the contact.
 */
function dropFilter(request: FastifyRequest) {
  const query = request.query as Record<string, unknown> // parsed by parseQuery
  if (dialectOf(request.url) === 'amo-v4' && !/\/links\/?(\?|$)/.test(request.url))
    delete query['filter']
}

/** Removes the order from every list of amoCRM v4. */
function dropOrder(request: FastifyRequest) {
  const query = request.query as Record<string, unknown> // parsed by parseQuery
  if (dialectOf(request.url) === 'amo-v4') delete query['order']
}

/** Waits for the time or, at most, until the end of the fault. */
async function delay(ms: number, end: AbortSignal | undefined) {
  try {
    await wait(ms, undefined, { ...(end && { signal: end }) })
  } catch (error) {
    if (!end?.aborted) throw error
  }
}

/** Applies the active faults before and after the routes. */
export function faultHooks(app: FastifyInstance, faults: Faults) {
  app.addHook('onRequest', async (request, reply) => {
    faults.assign(request)
    const latency = faults.of(request, 'latency')
    if (latency) await delay(latency.ms, faults.endOf(latency))
    if (faults.of(request, 'cut')) {
      reply.hijack()
      reply.raw.destroy(new Error('Connection cut'))
      return reply
    }
    if (faults.ignoresFilter(request)) dropFilter(request)
    if (faults.of(request, 'ignore-order')) dropOrder(request)
    const skew = faults.clockSkew()
    if (skew !== 0) reply.header('date', new Date(Date.now() + skew).toUTCString())
    const fault = faults.of(request, 'status')
    if (!fault || fault.after) return undefined
    const { status, headers, body } = faultAnswer(request, fault)
    return reply.code(status).headers(headers).send(Buffer.from(body))
  })

  app.addHook('preHandler', async (request, reply) => {
    const limit = faults.of(request, 'too-large')
    if (!limit || itemCount(request) <= limit.items) return undefined
    faults.markTriggered(limit)
    return sendReverseProxyError(reply, limit.status)
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
    const fault = faults.of(request, 'status')
    if (fault?.after) {
      const answer = faultAnswer(request, fault)
      reply.removeHeader('content-type')
      reply.code(answer.status).headers(answer.headers)
      return done(null, answer.body)
    }
    if (!(payload instanceof Buffer) && typeof payload !== 'string') return done(null, payload)
    if (faults.of(request, 'malformed') && payload instanceof Buffer)
      return done(null, payload.subarray(0, Math.floor(payload.length / 2)))
    if (reply.statusCode !== 200) return done(null, payload)
    const text = payload.toString()
    if (faults.of(request, 'empty-list') && isList(text)) {
      const rest = withoutItems(request, text)
      if (rest === undefined) reply.code(204).removeHeader('content-type')
      return done(null, rest ?? '')
    }
    const odd = faults.of(request, 'odd-value')
    if (odd) return done(null, Buffer.from(withOddValue(text, odd.at, odd.value)))
    if (faults.of(request, 'no-request-id')) return done(null, Buffer.from(withoutRequestIds(text)))
    return done(null, payload)
  })
}
