import { z } from 'zod'
import { readJson } from './json-body.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { SourceError, type SourceFailure } from './source-errors.ts'
import type { TransportResponse } from './transport.ts'

/**
 * The parsed JSON of a successful response, undefined for 204; otherwise throws `SourceError`. The
 * only place that determines whether a response comes from the API or from a server before it (a
 * reverse proxy, a gateway, a captive portal). After a write, only a rejection by the API itself
 * proves that nothing was written; otherwise the outcome is unknown.
 */
export function readUpstreamAnswer(
  answer: TransportResponse,
  what: string,
  isWrite: boolean,
): unknown {
  const { status, body } = answer
  const upstreamRequestId = headerOf(answer, 'x-request-id')
  if (status >= 200 && status < 300) {
    if (status === 204) return undefined
    const json = readJson(body)
    if (typeof json === 'object' && json !== null) return json
    // Without the body, because it may contain personal data, which must not be logged.
    const message =
      body.trim() === '' ? `Empty response to ${what}` : `Response to ${what} is not JSON`
    const details = { status, upstreamRequestId, mayHaveHappened: isWrite }
    throw new SourceError('invalid_response', message, details)
  }
  const rejection = readJson(body)
  const isByApi = apiError.safeParse(rejection).success
  throw new SourceError(failureOf(answer, isByApi), messageOf(answer, what), {
    status,
    retryAfter: retryAfterSeconds(answer),
    body: rejection,
    upstreamMessage: messageIn(rejection),
    upstreamRequestId,
    mayHaveHappened: isWrite && !isSurelyNotDone(answer, isByApi),
  })
}

/** Statuses with which these APIs reject a request before executing any of it. */
const rejectionStatuses = new Set([400, 401, 402, 403, 404, 422, 429])

function isSurelyNotDone({ status, body }: TransportResponse, isByApi: boolean): boolean {
  if (isByApi) return rejectionStatuses.has(status)
  // amoCRM also rejects excessive requests with plain text (reference 8).
  return status === 429 && /^too many requests\b/i.test(body.trim())
}

/**
 * The formats in which sources report errors: problem+json, v2's `response` or `error`, Laravel's
 * `message`.
 */
const apiError = z.union([
  z.object({ detail: z.string() }),
  z.object({ title: z.string(), status: z.union([z.number(), z.string()]) }),
  z.object({ message: z.string() }),
  z.object({ error: z.string() }),
  z.object({ response: z.object({ error: z.string() }) }),
  z.object({ hint: z.string() }),
])

function failureOf({ status, body }: TransportResponse, isByApi: boolean): SourceFailure {
  switch (status) {
    case 301:
    case 308:
      return 'moved'
    case 400:
    case 422:
      return isByApi ? 'rejected' : 'invalid_response'
    case 401:
      return isByApi || body === '' ? 'unauthorized' : 'unreachable'
    case 402:
      return 'unpaid'
    // A blocked account or address is rejected by the reverse proxy, a missing permission by the
    // API.
    case 403:
      return isByApi ? 'forbidden' : 'blocked'
    // A 404 of a reverse proxy does not refer to the requested contact.
    case 404:
      return isByApi ? 'not_found' : 'unreachable'
    case 429:
      return 'rate_limited'
    case 408:
    case 499:
    case 504:
    case 524:
      return 'timeout'
    case 425:
      return 'unreachable'
    default:
      return status >= 500 ? 'unreachable' : 'invalid_response'
  }
}

function messageOf(answer: TransportResponse, what: string): string {
  const location = headerOf(answer, 'location')
  const target = location === undefined ? undefined : URL.parse(location)?.origin
  return `Status ${answer.status} from ${what}${target === undefined ? '' : ` (moved to ${target})`}`
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

/** The message of a rejection, in any of the formats that sources use. */
const messageIn = (body: unknown): string | undefined =>
  rejectionMessage.safeParse(body).data?.slice(0, 300)
