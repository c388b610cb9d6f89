import { Pool } from 'undici'

export type TransportRequest = {
  method: 'GET' | 'POST' | 'PATCH'
  /** Path and query only: the host is fixed when the transport is created. */
  path: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

export type TransportResponse = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Sends requests to one fixed host only; redirects are returned as responses. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>

/**
 * 250 contacts with every field filled are about 1 MB, 500 of v2 twice as much. Parsing a response
 * takes about twelve times its size in memory and blocks the process.
 */
const maxAnswerBytes = 8 * 1024 * 1024

export function createTransport(baseUrl: string): { send: Transport; close: () => Promise<void> } {
  const base = new URL(baseUrl)
  const prefix = base.pathname.replace(/\/$/, '')
  const pool = new Pool(base.origin, { connections: 16, maxResponseSize: maxAnswerBytes })
  return {
    async send({ path, ...request }) {
      const answer = await pool.request({ ...request, path: prefix + path })
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: await answer.body.text(),
      }
    },
    close: () => pool.close(),
  }
}
