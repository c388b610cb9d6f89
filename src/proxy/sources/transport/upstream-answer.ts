import { z } from 'zod'
import { retryAfterSeconds } from './retry-after.ts'
import { SourceError, type SourceFailure } from './source-errors.ts'
import type { TransportResponse } from './transport.ts'

/** The parsed JSON of a good answer, undefined for an empty one (204); throws `SourceError` else. */
export function readUpstreamAnswer(
  answer: TransportResponse,
  what: string,
  isWrite: boolean,
): unknown {
  const { status, body } = answer
  const upstreamRequestId = headerOf(answer, 'x-request-id')
  if (status >= 200 && status < 300) {
    if (status === 204 || body === '') return undefined
    try {
      return JSON.parse(body)
    } catch {
      // Without its cause, which would quote the answer, and with it personal data, into the log.
      const details = { status, upstreamRequestId, mayHaveHappened: isWrite }
      throw new SourceError('invalid_response', `Broken JSON from ${what}`, details)
    }
  }
  const rejection = jsonOf(body)
  throw new SourceError(failureOf(answer), `Status ${status} from ${what}`, {
    status,
    retryAfter: retryAfterSeconds(answer),
    body: rejection,
    upstreamMessage: messageIn(rejection),
    upstreamRequestId,
    mayHaveHappened: isWrite && status >= 500,
  })
}

function failureOf({ status, body }: TransportResponse): SourceFailure {
  if (status === 401) return 'unauthorized'
  if (status === 402) return 'unpaid'
  // A reverse proxy rejects a blocked account or address in HTML, the API a missing permission in JSON.
  if (status === 403) return body.trimStart().startsWith('<') ? 'blocked' : 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'rate_limited'
  if (status === 504) return 'timeout'
  if (status >= 500) return 'unreachable'
  if (status === 400 || status === 422) return 'rejected'
  return 'invalid_response'
}

function headerOf({ headers }: TransportResponse, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const rejectionMessage = z.union([
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ response: z.object({ error: z.string() }) }).transform((body) => body.response.error),
])

/** The message of a rejection, in any of the shapes that sources use. */
const messageIn = (body: unknown): string | undefined =>
  rejectionMessage.safeParse(body).data?.slice(0, 300)

/** Rejections come as JSON or as HTML of a reverse proxy; the latter is ignored. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
