import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { shownKey } from '#proxy/auth/secrets.ts'
import { isLoopback } from '#proxy/loopback.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether a reverse proxy passes on the addresses of clients. */
    isProxied: boolean
  }
}

/** A request that another site may have made in the user's browser. */
export class ForeignOriginError extends Error {
  override name = 'ForeignOriginError'
}

/**
 * The reverse proxy for access from other machines: it terminates TLS. One that signs users in proves by
 * a secret header that requests have passed through it.
 */
export type ReverseProxy = {
  /** The public address, e.g. `https://contacts.example.com`. */
  url: URL
  /** Null: it signs nobody in, and users are registered here. */
  secret: string | null
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
  app.decorateRequest('isProxied', reverseProxy !== undefined)
  app.addHook('onRequest', async (request) => {
    requireOneHost(request)
    // Monitoring requests come from inside and return no personal data.
    if (reverseProxy && forWatchers.has(request.url)) return
    if (reverseProxy?.secret != null) {
      if (!isFrom(reverseProxy.secret, reverseProxy, request))
        throw new ForeignOriginError('The request did not pass through the reverse proxy')
    } else {
      if (reverseProxy) requireHost(reverseProxy.url, request)
      else requireThisMachine(request)
      // Nobody proves that these headers are not those of the client.
      for (const name of [secretHeader, formerHeader]) delete request.headers[name]
    }
    if (isWebhook(request.url)) return
    // No page can send the header of an API key to another site, and no browser adds it by itself.
    if (shownKey(request.headers.authorization) !== undefined) return
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
 * every request. Letters that are percent-encoded without need become letters (RFC 3986, 6.2.2.2): routes
 * are found either way, and whoever looks at the beginning of a path has to see the same.
 */
export function pathOfTarget({ url = '/' }: { url?: string | undefined }): string {
  if (!isAbsolute(url)) return withPlainLetters(url)
  const target = URL.parse(url)
  return target ? withPlainLetters(target.pathname) + target.search : '/'
}

function withPlainLetters(target: string): string {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  const plain = path.replaceAll(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCodePoint(Number.parseInt(code.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : code
  })
  return plain + target.slice(path.length)
}

function requireThisMachine({ headers }: FastifyRequest): void {
  const host = headers.host ?? ''
  if (!isLoopback(nameOf(host))) throw new ForeignOriginError(`Host ${host} is not this machine`)
}

function requireHost(url: URL, { headers }: FastifyRequest): void {
  if (URL.parse(`https://${headers.host}`)?.host !== url.host)
    throw new ForeignOriginError(`Host ${headers.host} is not the public address`)
}

/** The reverse proxy's secret in a request; undefined if the request did not pass through it. */
export function shownSecret({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const shown = headers[secretHeader] ?? headers[formerHeader]
  return typeof shown === 'string' ? shown : undefined
}

/** Compares digests, so that neither length nor timing reveals the secret. */
function isFrom(
  secret: string,
  { previousSecret }: ReverseProxy,
  request: FastifyRequest,
): boolean {
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
