/** Every kind of source failure that callers handle differently. */
export type SourceFailure =
  | 'unauthorized'
  | 'unpaid'
  /** The address answers that it has moved for good: a person has to look at it. */
  | 'moved'
  | 'forbidden'
  | 'not_found'
  | 'rejected'
  | 'rate_limited'
  | 'blocked'
  | 'unreachable'
  | 'timeout'
  | 'invalid_response'

type Details = {
  /** HTTP status of the source's answer; undefined where there was none. */
  status?: number | undefined
  /** Seconds the source asked us to wait. */
  retryAfter?: number | undefined
  /** The parsed body of a rejection, for the dialect that knows its shape. */
  body?: unknown
  /** The message of a rejection in the source's own words. */
  upstreamMessage?: string | undefined
  /** The source's own id of the request, for its support. */
  upstreamRequestId?: string | undefined
  /** A write without a clear answer: it may have taken effect at the source. */
  mayHaveHappened?: boolean
  /** The answer is larger than we read. */
  isTooLarge?: boolean
  cause?: unknown
}

/** A source failed; the message is for our log and never leaves the proxy. */
export class SourceError extends Error {
  override name = 'SourceError'
  readonly failure: SourceFailure
  readonly status: number | undefined
  readonly retryAfter: number | undefined
  readonly body: unknown
  readonly upstreamMessage: string | undefined
  readonly upstreamRequestId: string | undefined
  readonly mayHaveHappened: boolean
  readonly isTooLarge: boolean

  constructor(failure: SourceFailure, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.failure = failure
    this.status = details.status
    this.retryAfter = details.retryAfter
    this.body = details.body
    this.upstreamMessage = details.upstreamMessage
    this.upstreamRequestId = details.upstreamRequestId
    this.mayHaveHappened = details.mayHaveHappened ?? false
    this.isTooLarge = details.isTooLarge ?? false
  }
}

/** A parameter that the contract allows but this source does not support. */
export class UnsupportedError extends Error {
  override name = 'UnsupportedError'
  readonly parameter: string
  constructor(parameter: string, message: string) {
    super(message)
    this.parameter = parameter
  }
}
