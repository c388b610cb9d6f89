import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '#proxy/loopback.ts'

/** A request that another site may have made in the reader's browser. */
export class ForeignOriginError extends Error {
  override name = 'ForeignOriginError'
}

/**
 * The reverse proxy for access from other machines: it terminates TLS, signs users in, and proves by a
 * secret header that a request has come through it.
 */
export type ReverseProxy = {
  /** The address people use, e.g. `https://contacts.example.com`. */
  url: URL
  secret: string
}

export const reverseProxyHeader = 'kartoteka-front'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])
const forWatchers = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Rejects what a foreign page could make a browser send: any host name that is not this machine's
 * (the owner of a name may point it at 127.0.0.1), and every write that does not prove to come from
 * our own page. A browser sets both headers itself and lets no page forge them. With a reverse proxy,
 * requests that have not come through it are rejected, because no user is signed in there.
 */
export function requireOwnOrigin(app: FastifyInstance, reverseProxy: ReverseProxy | undefined) {
  app.addHook('onRequest', async (request) => {
    if (reverseProxy) {
      // Monitoring comes from inside and sees no personal data.
      if (forWatchers.has(request.url)) return
      if (!isFrom(reverseProxy, request))
        throw new ForeignOriginError('The request did not come through the reverse proxy')
    } else requireThisMachine(request)
    if (!harmless.has(request.method) && !isOwn(request, reverseProxy))
      throw new ForeignOriginError('A change needs the Origin header of this address')
  })
}

function requireThisMachine({ headers }: FastifyRequest): void {
  const host = headers.host ?? ''
  if (!isLoopback(nameOf(host))) throw new ForeignOriginError(`Host ${host} is not this machine`)
}

/** Compared by digests, so that neither length nor timing reveals the secret. */
function isFrom({ secret }: ReverseProxy, { headers }: FastifyRequest): boolean {
  const shown = headers[reverseProxyHeader]
  return typeof shown === 'string' && timingSafeEqual(digest(shown), digest(secret))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

function isOwn({ headers }: FastifyRequest, reverseProxy: ReverseProxy | undefined): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'same-origin'
  if (reverseProxy) return headers.origin === reverseProxy.url.origin
  return URL.parse(headers.origin)?.host === (URL.parse(`http://${headers.host}`)?.host ?? '')
}

/** The host without its port; IPv6 without its brackets. */
const nameOf = (host: string): string =>
  URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
