import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '#proxy/loopback.ts'

/** A request that another site may have made in the reader's browser. */
export class ForeignOriginError extends Error {
  override name = 'ForeignOriginError'
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a foreign page could make a browser send: any host name that is not this machine's
 * (a name may be pointed at 127.0.0.1 by whoever owns it), and every change of state that does not
 * prove to come from our own page. A browser sets both headers itself and lets no page forge them.
 */
export function requireOwnOrigin(app: FastifyInstance) {
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? ''
    if (!isLoopback(nameOf(host))) throw new ForeignOriginError(`Host ${host} is not this machine`)
    if (!harmless.has(request.method) && !isOwn(request, host))
      throw new ForeignOriginError('A change needs the Origin header of this very address')
  })
}

function isOwn({ headers }: FastifyRequest, host: string): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'same-origin'
  return URL.parse(headers.origin)?.host === (URL.parse(`http://${host}`)?.host ?? '')
}

/** The host without its port; IPv6 without its brackets. */
const nameOf = (host: string): string =>
  URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
