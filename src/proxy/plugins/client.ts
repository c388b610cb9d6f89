import type { FastifyRequest } from 'fastify'
import { shownSecret } from './origin.ts'

/** Headers in which reverse proxies pass on the signed-in user. */
const userHeaders = ['x-forwarded-user', 'x-auth-request-user', 'remote-user']

/**
 * The user signed in by the reverse proxy. These headers are trusted only together with its secret,
 * which was verified before any route; without a reverse proxy the secret is removed.
 */
export function userOf(request: FastifyRequest): string | undefined {
  const { headers } = request
  if (shownSecret(request) === undefined) return undefined
  for (const name of userHeaders) {
    const user = headers[name]
    if (typeof user === 'string' && user !== '') return user
  }
  return undefined
}

/** Identifies the client for fair scheduling: the signed-in user, or the IP address. */
export function clientOf(request: FastifyRequest): string {
  const userId = request.access?.userId
  if (userId != null) return `user ${userId}`
  const user = userOf(request)
  return user ? `user ${user}` : addressOf(request)
}

/** The IP address of the client, which the reverse proxy passes on. */
export function addressOf(request: FastifyRequest): string {
  const { headers, ip, isProxied } = request
  if (!isProxied) return ip
  // The last address was added by the reverse proxy itself.
  const address = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
    .slice(0, 100)
  return address || ip
}
