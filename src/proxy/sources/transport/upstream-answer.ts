import { z } from 'zod'
import { readJson } from './json-body.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { SourceError, type SourceFailure } from './source-errors.ts'
import type { TransportResponse } from './transport.ts'

/**
 * The parsed JSON of a good answer, undefined for 204; throws `SourceError` else. The one place that
 * decides whether an answer is the API speaking or something before it (a web front, a gateway, a
 * captive portal). After a write only a refusal in the API's own words proves that nothing was done:
 * everything else leaves the outcome open.
 */
export function readUpstreamAnswer(
  answer: TransportResponse,
  { what, isWrite, errorShape }: { what: string; isWrite: boolean; errorShape: ErrorShape },
): unknown {
  const { status, body } = answer
  const upstreamRequestId = headerOf(answer, 'x-request-id')
  if (status >= 200 && status < 300) {
    if (status === 204) return undefined
    const json = readJson(body)
    if (typeof json === 'object' && json !== null) return json
    // Without the body: it would carry people into the log.
    const message = body.trim() === '' ? `Empty answer to ${what}` : `No JSON in reply to ${what}`
    const details = { status, upstreamRequestId, mayHaveHappened: isWrite }
    throw new SourceError('invalid_response', message, details)
  }
  const rejection = readJson(body)
  const isByApi = apiErrors[errorShape].safeParse(rejection).success
  throw new SourceError(failureOf(answer, isByApi), messageOf(answer, what), {
    status,
    retryAfter: retryAfterSeconds(answer),
    body: rejection,
    upstreamMessage: messageIn(rejection),
    upstreamRequestId,
    mayHaveHappened: isWrite && !isSurelyNotDone(answer, isByApi),
  })
}

/** Statuses by which these APIs refuse a request before they do anything of it. */
const rejectionStatuses = new Set([400, 401, 402, 403, 404, 422, 429])

function isSurelyNotDone({ status, body }: TransportResponse, isByApi: boolean): boolean {
  if (isByApi) return rejectionStatuses.has(status)
  // amoCRM limits the rate in plain text as well (reference 8).
  return status === 429 && /^too many requests\b/i.test(body.trim())
}

const problem = z.object({ title: z.string(), detail: z.string() }) // problem+json
const legacyError = z.object({ response: z.object({ error: z.string() }) })
const plainError = z.object({ error: z.string() })
const laravelError = z.object({ message: z.string() })

/**
 * The format in which each source reports errors. Gateways respond with JSON of their own
 * (`{"message":"no Route matched"}`, `{"detail":"Not Found"}`), which is not a response of the
 * source.
 */
const apiErrors = {
  'amo-v4': z.union([problem, legacyError]),
  'amo-v2': z.union([problem, legacyError, plainError]),
  watbot: z.union([laravelError, plainError]),
  oauth: z.union([problem, z.object({ hint: z.string() })]),
} as const
export type ErrorShape = keyof typeof apiErrors

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
    // A blocked account or address is refused by the web front, a missing right by the API.
    case 403:
      return isByApi ? 'forbidden' : 'blocked'
    // A web front that finds no server says nothing of the contact that was asked for.
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

/** The message of a rejection, in any of the shapes that sources use. */
const messageIn = (body: unknown): string | undefined =>
  rejectionMessage.safeParse(body).data?.slice(0, 300)
