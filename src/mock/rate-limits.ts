import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bearerOf } from './user-access.ts'
import { dialectOf, Rejection, sendReverseProxyError, sendRejection } from './rejection.ts'

export type RateLimits = { amo: number; watbot: number }

// A little under a second, so that a client at exactly the limit is not rejected for jitter.
const windowMs = 950
// A client that does not slow down is blocked by the reverse proxy (reference 8).
const abuse = { rejections: 50, withinMs: 10_000, blockMs: 60_000 }

type Client = { requestTimes: number[]; rejections: number[]; blockedUntil: number }

/** Limits requests per second and integration, the way the upstreams do; 0 means no limit. */
export function createRateLimiter(limits: RateLimits, clock: () => number) {
  const clients = new Map<string, Client>()

  function check(key: string, perSecond: number): 'allowed' | 'rejected' | 'blocked' {
    const now = clock()
    const client = clients.get(key) ?? { requestTimes: [], rejections: [], blockedUntil: 0 }
    if (clients.size > 10_000) clients.clear() // bounds memory against random tokens
    clients.set(key, client)
    if (client.blockedUntil > now) return 'blocked'
    client.requestTimes = client.requestTimes.filter((time) => time > now - windowMs)
    if (client.requestTimes.length < perSecond) {
      client.requestTimes.push(now)
      return 'allowed'
    }
    client.rejections = client.rejections.filter((time) => time > now - abuse.withinMs)
    client.rejections.push(now)
    if (client.rejections.length >= abuse.rejections) client.blockedUntil = now + abuse.blockMs
    return 'rejected'
  }

  return {
    limits,
    set: (next: Partial<RateLimits>) => Object.assign(limits, next),
    /** Forgets all counts and blocks. */
    unblockAll: () => clients.clear(),
    check,
  }
}
export type RateLimiter = ReturnType<typeof createRateLimiter>

export function rateLimitHooks(app: FastifyInstance, rate: RateLimiter) {
  app.addHook('onRequest', async (request, reply) => {
    const dialect = dialectOf(request.url)
    if (dialect !== 'amo-v4' && dialect !== 'amo-v2' && dialect !== 'watbot') return undefined
    const isBot = dialect === 'watbot'
    const perSecond = isBot ? rate.limits.watbot : rate.limits.amo
    if (perSecond === 0) return undefined
    const verdict = rate.check(`${isBot ? 'watbot' : 'amo'} ${clientKeyOf(request)}`, perSecond)
    if (isBot) reply.header('x-ratelimit-limit', perSecond * 60)
    if (verdict === 'allowed') return undefined
    if (verdict === 'blocked') return sendReverseProxyError(reply, 403)
    if (isBot) reply.header('retry-after', 1)
    const detail = isBot ? 'Too Many Attempts.' : 'Too Many Requests'
    return sendRejection(reply, dialect, new Rejection(429, detail))
  })
}

/** An integration is identified by its token, or by its IP address without one. */
function clientKeyOf(request: FastifyRequest): string {
  const query = request.query as Record<string, unknown> // parsed by parseQuery
  const key = bearerOf(request) ?? query['api_token'] ?? query['USER_HASH']
  return typeof key === 'string' ? key : request.ip
}
