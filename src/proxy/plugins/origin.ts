import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '#proxy/loopback.ts'

/** A request that another site may have made in the user's browser. */
export class ForeignOriginError extends Error {
  override name = 'ForeignOriginError'
}

/**
 * The reverse proxy for access from other machines: it terminates TLS, signs users in, and proves
 * by a secret header that requests have passed through it.
 */
export type ReverseProxy = {
  /** The public address, e.g. `https://contacts.example.com`. */
  url: URL
  secret: string
  /** Also accepted while the secret is being changed. */
  previousSecret?: string
}

const secretHeader = 'kartoteka-reverse-proxy'

/** Name of the header in 0.1.0, accepted for one more version. */
const formerHeader = 'kartoteka-front'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Their secret is in the address: they are sent by the source and not by a page. */
const isWebhook = (url: string) => url.startsWith('/api/hooks/')
const forWatchers = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Rejects requests that a foreign page could make a browser send: those with a host name other than
 * this machine's (the owner of a domain may point it at 127.0.0.1), and writes that are not proven
 * to come from the dashboard's own page. Browsers set both headers themselves, and pages cannot
 * forge them. With a reverse proxy, requests that have not passed through it are rejected, because
 * it signs users in.
 */
export function requireOwnOrigin(app: FastifyInstance, reverseProxy: ReverseProxy | undefined) {
  app.addHook('onRequest', async (request) => {
    requireOneHost(request)
    if (reverseProxy) {
      // Monitoring requests come from inside and return no personal data.
      if (forWatchers.has(request.url)) return
      if (!isFrom(reverseProxy, request))
        throw new ForeignOriginError('The request did not pass through the reverse proxy')
    } else {
      requireThisMachine(request)
      // Without a reverse proxy, these headers are not trustworthy.
      for (const name of [secretHeader, formerHeader]) delete request.headers[name]
    }
    if (isWebhook(request.url)) return
    if (!harmless.has(request.method) && !isOwn(request, reverseProxy))
      throw new ForeignOriginError('A write requires the Origin header of this address')
  })
}

/** Proxies between client and server might use the other host (RFC 9112, 3.2 and 7.2). */
export class AmbiguousHostError extends Error {
  override name = 'AmbiguousHostError'
  readonly statusCode = 400
}

function requireOneHost({ headers, raw, originalUrl }: FastifyRequest): void {
  const hosts = raw.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  )
  if (hosts.length > 1) throw new AmbiguousHostError('The request has several Host headers')
  const target = isAbsolute(originalUrl) ? URL.parse(originalUrl) : undefined
  if (target === undefined) return
  if (target?.host !== URL.parse(`http://${headers.host}`)?.host)
    throw new AmbiguousHostError('The host of the request target differs from the Host header')
}

const isAbsolute = (url: string) => /^[a-z][a-z\d+.-]*:\/\//i.test(url)

/**
 * The path of a request target. A target in absolute form must name this host, which is checked for
 * every request.
 */
export function pathOfTarget({ url = '/' }: { url?: string | undefined }): string {
  if (!isAbsolute(url)) return url
  const target = URL.parse(url)
  return target ? target.pathname + target.search : '/'
}

function requireThisMachine({ headers }: FastifyRequest): void {
  const host = headers.host ?? ''
  if (!isLoopback(nameOf(host))) throw new ForeignOriginError(`Host ${host} is not this machine`)
}

/** The reverse proxy's secret in a request; undefined if the request did not pass through it. */
export function shownSecret({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const shown = headers[secretHeader] ?? headers[formerHeader]
  return typeof shown === 'string' ? shown : undefined
}

/** Compares digests, so that neither length nor timing reveals the secret. */
function isFrom({ secret, previousSecret }: ReverseProxy, request: FastifyRequest): boolean {
  const shown = shownSecret(request)
  if (shown === undefined) return false
  return [secret, previousSecret ?? secret]
    .map((known) => timingSafeEqual(digest(shown), digest(known)))
    .includes(true)
}

const digest = (text: string) => createHash('sha256').update(text).digest()

function isOwn({ headers }: FastifyRequest, reverseProxy: ReverseProxy | undefined): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'same-origin'
  if (reverseProxy) return headers.origin === reverseProxy.url.origin
  // Without a reverse proxy, the page and the API use plain http.
  return URL.parse(headers.origin)?.origin === (URL.parse(`http://${headers.host}`)?.origin ?? '')
}

/** The host without port; IPv6 without brackets. */
const nameOf = (host: string): string =>
  URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
