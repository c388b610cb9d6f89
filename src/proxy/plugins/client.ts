import type { FastifyRequest } from 'fastify'
import { shownSecret } from './origin.ts'

/** How reverse proxies name the user they have signed in. */
const userHeaders = ['x-forwarded-user', 'x-auth-request-user', 'remote-user']

/**
 * Who is served in turn with others: the user that the reverse proxy has signed in, else the address.
 * These headers are believed only beside the reverse proxy's secret, which was checked before any
 * route; whoever reaches us without one is somebody on this machine.
 */
export function clientOf(request: FastifyRequest): string {
  const { headers, ip } = request
  if (shownSecret(request) === undefined) return ip
  const user = userHeaders.map((name) => headers[name]).find((value) => typeof value === 'string')
  if (user) return `user ${user}`
  // The last address is the one the reverse proxy has seen itself.
  const address = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return address || ip
}
