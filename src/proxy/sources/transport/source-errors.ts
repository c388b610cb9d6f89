/** Every kind of source failure that callers handle differently. */
export type SourceFailure =
  | 'unauthorized'
  | 'unpaid'
  /** The response indicates that the address has moved permanently: a user has to check it. */
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
  /** HTTP status of the source's response; undefined if there was none. */
  status?: number | undefined
  /** Seconds the source asked us to wait. */
  retryAfter?: number | undefined
  /** The parsed body of a rejection, for the dialect that knows its shape. */
  body?: unknown
  /** The message of a rejection in the source's own words. */
  upstreamMessage?: string | undefined
  /** The source's own id of the request, for its support. */
  upstreamRequestId?: string | undefined
  /** A write without a clear response: it may have taken effect at the source. */
  mayHaveHappened?: boolean
  /** The response exceeds the maximum size. */
  isTooLarge?: boolean
  cause?: unknown
}

/** A failure of a source; the message is for the proxy's log and is not sent to clients. */
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
