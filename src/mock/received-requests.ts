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

const mostKept = 1000
const heavyBytes = 16 * 1024
const mostHeavy = 100 // of big bodies only the last are kept, or a bulk job would fill the memory

/** The last requests the upstreams were sent, without the secrets in their heads. */
export function createReceived() {
  let requests: ReceivedRequest[] = []
  let heavy: ReceivedRequest[] = []
  return {
    keepBody(request: ReceivedRequest, body: unknown, bytes: number) {
      request.body = body ?? null
      if (bytes < heavyBytes) return
      heavy.push(request)
      const oldest = heavy.length > mostHeavy ? heavy.shift() : undefined
      if (oldest) oldest.body = '(too long ago, too big to keep)'
    },
    add(request: ReceivedRequest) {
      requests.push(request)
      if (requests.length > 2 * mostKept) requests = requests.slice(-mostKept)
    },
    all: () => requests.slice(-mostKept),
    clear() {
      requests = []
      heavy = []
    },
  }
}
export type Received = ReturnType<typeof createReceived>

export function recordHooks(app: FastifyInstance, received: Received) {
  const notes = new WeakMap<object, ReceivedRequest>()
  app.addHook('onRequest', async ({ raw, method, url, headers }) => {
    if (dialectOf(url) === 'control') return
    const { authorization: _secret, cookie: _cookie, ...rest } = headers
    const at = new Date().toISOString()
    const hidden = url.replaceAll(/([?&](?:api_token|USER_HASH)=)[^&]*/g, '$1…')
    const note: ReceivedRequest = {
      at,
      method,
      url: hidden,
      headers: rest,
      body: null,
      status: null,
    }
    notes.set(raw, note)
    received.add(note)
  })
  app.addHook('preValidation', async ({ raw, body, headers }) => {
    const note = notes.get(raw)
    if (note) received.keepBody(note, body, Number(headers['content-length'] ?? 0))
  })
  app.addHook('onResponse', async ({ raw }, reply) => {
    const note = notes.get(raw)
    if (note) note.status = reply.statusCode
  })
}
