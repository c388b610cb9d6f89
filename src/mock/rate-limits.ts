import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bearerOf } from './user-access.ts'
import { dialectOf, Refusal, sendFront, sendRefusal } from './rejection.ts'

export type RateLimits = { amo: number; watbot: number }

// A client that keeps the pace exactly must not be refused because a request came a little early.
const windowMs = 950
// Whoever does not slow down is shut out by the web server in front (reference 8).
const abuse = { refusals: 50, withinMs: 10_000, blockMs: 60_000 }

type Visitor = { times: number[]; refusals: number[]; blockedUntil: number }

/** Requests per second and integration, the way the upstreams count them; 0 counts nothing. */
export function createRate(limits: RateLimits, clock: () => number) {
  const visitors = new Map<string, Visitor>()

  function judge(key: string, perSecond: number): 'welcome' | 'refused' | 'blocked' {
    const now = clock()
    const visitor = visitors.get(key) ?? { times: [], refusals: [], blockedUntil: 0 }
    if (visitors.size > 10_000) visitors.clear() // tokens out of thin air
    visitors.set(key, visitor)
    if (visitor.blockedUntil > now) return 'blocked'
    visitor.times = visitor.times.filter((time) => time > now - windowMs)
    if (visitor.times.length < perSecond) {
      visitor.times.push(now)
      return 'welcome'
    }
    visitor.refusals = visitor.refusals.filter((time) => time > now - abuse.withinMs)
    visitor.refusals.push(now)
    if (visitor.refusals.length >= abuse.refusals) visitor.blockedUntil = now + abuse.blockMs
    return 'refused'
  }

  return {
    limits,
    set: (next: Partial<RateLimits>) => Object.assign(limits, next),
    /** Lets everybody in again. */
    forgive: () => visitors.clear(),
    judge,
  }
}
export type Rate = ReturnType<typeof createRate>

export function rateHooks(app: FastifyInstance, rate: Rate) {
  app.addHook('onRequest', async (request, reply) => {
    const dialect = dialectOf(request.url)
    if (dialect !== 'amo-v4' && dialect !== 'amo-v2' && dialect !== 'watbot') return undefined
    const isBot = dialect === 'watbot'
    const perSecond = isBot ? rate.limits.watbot : rate.limits.amo
    if (perSecond === 0) return undefined
    const verdict = rate.judge(`${isBot ? 'watbot' : 'amo'} ${visitorOf(request)}`, perSecond)
    if (isBot) reply.header('x-ratelimit-limit', perSecond * 60)
    if (verdict === 'welcome') return undefined
    if (verdict === 'blocked') return sendFront(reply, 403)
    if (isBot) reply.header('retry-after', 1)
    const detail = isBot ? 'Too Many Attempts.' : 'Too Many Requests'
    return sendRefusal(reply, dialect, new Refusal(429, detail))
  })
}

/** An integration is known by its token; without one, by its address. */
function visitorOf(request: FastifyRequest): string {
  const query = request.query as Record<string, unknown> // made by our own parser
  const key = bearerOf(request) ?? query['api_token'] ?? query['USER_HASH']
  return typeof key === 'string' ? key : request.ip
}
