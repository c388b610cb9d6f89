import type { FastifyInstance } from 'fastify'
import { dialectOf } from './rejection.ts'

export type ReceivedRequest = {
  at: string
  method: string
  url: string
  headers: Record<string, unknown>
  body: unknown
  status: number | null
}

const maxRequests = 1000
const largeBodyBytes = 16 * 1024
const maxLargeBodies = 100 // bounds memory during bulk jobs

/** The last requests received, without their credentials. */
export function createReceivedRequests() {
  let requests: ReceivedRequest[] = []
  let largeRequests: ReceivedRequest[] = []
  return {
    storeBody(request: ReceivedRequest, body: unknown, bytes: number) {
      request.body = body ?? null
      if (bytes < largeBodyBytes) return
      largeRequests.push(request)
      const oldest = largeRequests.length > maxLargeBodies ? largeRequests.shift() : undefined
      if (oldest) oldest.body = '(large body, no longer stored)'
    },
    add(request: ReceivedRequest) {
      requests.push(request)
      if (requests.length > 2 * maxRequests) requests = requests.slice(-maxRequests)
    },
    all: () => requests.slice(-maxRequests),
    clear() {
      requests = []
      largeRequests = []
    },
  }
}
export type ReceivedRequests = ReturnType<typeof createReceivedRequests>

export function recordHooks(app: FastifyInstance, received: ReceivedRequests) {
  const entries = new WeakMap<object, ReceivedRequest>()
  app.addHook('onRequest', async ({ raw, method, url, headers }) => {
    if (dialectOf(url) === 'control') return
    const { authorization: _secret, cookie: _cookie, ...rest } = headers
    const at = new Date().toISOString()
    const redactedUrl = url.replaceAll(/([?&](?:api_token|USER_HASH)=)[^&]*/g, '$1…')
    const entry: ReceivedRequest = {
      at,
      method,
      url: redactedUrl,
      headers: rest,
      body: null,
      status: null,
    }
    entries.set(raw, entry)
    received.add(entry)
  })
  app.addHook('preValidation', async ({ raw, body, headers }) => {
    const entry = entries.get(raw)
    if (entry) received.storeBody(entry, body, Number(headers['content-length'] ?? 0))
  })
  app.addHook('onResponse', async ({ raw }, reply) => {
    const entry = entries.get(raw)
    if (entry) entry.status = reply.statusCode
  })
}
