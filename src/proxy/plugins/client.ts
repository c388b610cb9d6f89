import type { FastifyRequest } from 'fastify'
import { shownSecret } from './origin.ts'

/** How reverse proxies name the user they have signed in. */
const userHeaders = ['x-forwarded-user', 'x-auth-request-user', 'remote-user']

/**
 * The user that the reverse proxy has signed in. These headers are believed only beside its secret, which
 * was checked before any route; without a reverse proxy it is removed.
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

/** Who is served in turn with others: the signed-in user, else the address. */
export function clientOf(request: FastifyRequest): string {
  const { headers, ip } = request
  if (shownSecret(request) === undefined) return ip
  const user = userOf(request)
  if (user) return `user ${user}`
  // The last address is the one the reverse proxy has seen itself.
  const address = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return address || ip
}
