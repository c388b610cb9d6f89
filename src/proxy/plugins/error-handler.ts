import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formerCodes, type Problem, type ProblemCode } from '#contract/api/problem.ts'
import type { SavedView } from '#contract/api/views.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import { maxRetryAfterSeconds } from '#proxy/sources/transport/retry-after.ts'
import {
  SourceError,
  UnsupportedError,
  type SourceFailure,
} from '#proxy/sources/transport/source-errors.ts'
import { stateFailureOf, type StateFailure } from '#proxy/store/state-failure.ts'
import { TooManyRequestsError } from './client-limit.ts'
import { ForeignOriginError } from './origin.ts'
import {
  ForbiddenError,
  LastAdminError,
  OverLimitError,
  ThrottledError,
  TooMuchReadError,
  UnauthenticatedError,
} from '#proxy/auth/auth-errors.ts'
import { TooManyExportsError } from '#proxy/exports/export-failure.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import {
  TooManyViewsError,
  ViewConflictError,
  ViewForbiddenError,
  ViewNameTakenError,
} from '#proxy/views/view-errors.ts'

type Answer = Omit<Problem, 'requestId'> & {
  status: number
  retryAfter?: number | undefined
  present?: SavedView
}

/**
 * HTTP status, code and message for each failure of a source. Never 401, because the token belongs
 * to the proxy and not to the user: 401 says that the user is not signed in.
 */
const sourceAnswers: Record<SourceFailure, [status: number, code: ProblemCode, message: string]> = {
  unauthorized: [502, 'source_unauthorized', 'The source no longer accepts the access token.'],
  unpaid: [402, 'source_unpaid', 'The account at the source is not paid.'],
  moved: [
    502,
    'source_moved',
    'The source has moved to another address: compare its url in the sources file.',
  ],
  forbidden: [403, 'source_forbidden', 'The source does not permit this.'],
  not_found: [404, 'not_found', 'The source has no such entity.'],
  rejected: [422, 'source_rejected', 'The source rejected the request.'],
  rate_limited: [503, 'source_rate_limited', 'The source is limiting the request rate.'],
  blocked: [503, 'source_blocked', 'The source has blocked the account.'],
  unreachable: [502, 'source_unreachable', 'The source is unreachable.'],
  timeout: [504, 'source_timeout', 'The source did not respond in time.'],
  invalid_response: [502, 'source_invalid_response', 'The source sent an unexpected response.'],
}

const tryAgainSeconds = 5
/**
 * HTTP status, code and message for failures of the proxy's own state. The request is not the cause,
 * and nothing was sent to a source. A database that becomes unavailable may have stored the last
 * write, so only a request with the same key can be repeated safely.
 */
const stateAnswers: Record<StateFailure, Answer> = {
  locked: {
    status: 503,
    code: 'state_unavailable',
    message: 'Another program has locked the database of Kartoteka; nothing was written.',
    retryAfter: tryAgainSeconds,
  },
  away: {
    status: 503,
    code: 'state_unavailable',
    message: 'The database of Kartoteka cannot be reached.',
    retryAfter: tryAgainSeconds,
  },
  damaged: {
    status: 503,
    code: 'state_unavailable',
    message: 'The database of Kartoteka is damaged: an administrator has to restore it.',
  },
  full: {
    status: 507,
    code: 'state_full',
    message: 'The disk of Kartoteka is full; nothing was written.',
  },
}

/** Converts errors to responses; the only place that does so. */
export function answerErrors(app: FastifyInstance) {
  app.setErrorHandler<Error | FastifyError>(sendProblem)
}

export function sendProblem(
  error: Error | FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { status, retryAfter, ...problem } = toAnswer(error)
  if (status >= 500 && !hasLeft(request)) request.log.error({ err: error }, 'request failed')
  if (retryAfter !== undefined) reply.header('retry-after', secondsToWait(retryAfter))
  // Bypasses the route's serialiser, whose schema is for successful responses.
  reply
    .code(hasLeft(request) ? leftStatus : status)
    .type('application/json')
    .serializer(JSON.stringify)
    .send({ ...problem, ...formerCodeOf(problem.code), requestId: request.id } satisfies Problem & {
      present?: SavedView
    })
}

/** The wait for the `retry-after` header, in whole seconds. */
const secondsToWait = (seconds: number): number => Math.ceil(Math.max(seconds, 0))

function formerCodeOf(code: ProblemCode) {
  const formerCode = formerCodes[code]
  return formerCode === undefined ? {} : { formerCode }
}

const leftStatus = 499 // used by reverse proxies to log that the client closed the request

/**
 * Whether the client has closed the request; this is an error of neither the proxy nor the source.
 */
const hasLeft = (request: FastifyRequest): boolean =>
  request.method === 'GET' && request.signal.aborted

/** Code and message of an error that is reported within a response. */
export function problemOf(error: unknown): Pick<Problem, 'code' | 'message'> {
  const { code, message } = toAnswer(error instanceof Error ? error : new Error(String(error)))
  return { code, message }
}

function toAnswer(error: Error | FastifyError): Answer {
  if (error instanceof InvalidInputError)
    return { status: 400, code: 'invalid_input', message: error.message, fields: error.fields }
  if (error instanceof UnsupportedError) {
    const fields = [{ name: error.parameter, message: error.message }]
    return {
      status: 400,
      code: 'invalid_input',
      message: `Invalid parameter: ${error.parameter}`,
      fields,
    }
  }
  if (error instanceof UnauthenticatedError)
    return { status: 401, code: 'unauthenticated', message: error.message }
  if (error instanceof ForbiddenError)
    return { status: 403, code: 'forbidden', message: error.message }
  if (error instanceof OverLimitError)
    return { status: 403, code: 'over_limit', message: error.message, limit: error.limit }
  if (error instanceof ThrottledError)
    return {
      status: 429,
      code: 'throttled',
      message: error.message,
      retryAfter: error.retryAfterSeconds,
    }
  if (error instanceof TooMuchReadError)
    return {
      status: 429,
      code: 'too_many_requests',
      message: error.message,
      retryAfter: error.retryAfterSeconds,
    }
  if (error instanceof LastAdminError)
    return { status: 409, code: 'last_admin', message: error.message }
  if (error instanceof NotFoundError)
    return { status: 404, code: 'not_found', message: error.message }
  if (error instanceof TooManyExportsError)
    return { status: 403, code: 'limit_reached', message: error.message }
  const ofView = viewAnswer(error)
  if (ofView) return ofView
  if (error instanceof ForeignOriginError)
    return { status: 403, code: 'foreign_origin', message: error.message }
  if (error instanceof TooManyRequestsError)
    return {
      status: 429,
      code: 'too_many_requests',
      message: error.message,
      retryAfter: tryAgainSeconds,
    }
  if (error instanceof SourceError && error.mayHaveHappened)
    return {
      status: error.failure === 'timeout' ? 504 : 502,
      code: 'source_outcome_unknown',
      message: 'The write got no clear response: it may have taken effect at the source.',
    }
  if (error instanceof SourceError) {
    const [status, code, message] = sourceAnswers[error.failure]
    const { retryAfter } = error
    const wait = retryAfter === undefined ? undefined : Math.min(retryAfter, maxRetryAfterSeconds)
    return { status, code, message, retryAfter: wait }
  }
  const failure = stateFailureOf(error)
  if (failure !== undefined) return stateAnswers[failure]
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode < 500)
    return { status: error.statusCode, code: 'invalid_input', message: error.message }
  return { status: 500, code: 'internal', message: 'Internal error of the proxy.' }
}

function viewAnswer(error: Error): Answer | undefined {
  const { message } = error
  if (error instanceof ViewConflictError || error instanceof ViewNameTakenError)
    return { status: 409, code: 'conflict', message, present: error.present }
  if (error instanceof TooManyViewsError) return { status: 403, code: 'limit_reached', message }
  if (error instanceof ViewForbiddenError) return { status: 403, code: 'forbidden', message }
  return undefined
}
