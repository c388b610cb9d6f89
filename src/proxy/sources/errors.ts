/** Every way a source can fail that somebody would act on differently. */
export type SourceFailure =
  | 'unauthorized'
  | 'unpaid'
  | 'forbidden'
  | 'refused'
  | 'busy'
  | 'blocked'
  | 'unreachable'
  | 'timeout'
  | 'nonsense'

/** A source failed; the message is for our log and never leaves the proxy. */
export class SourceError extends Error {
  override name = 'SourceError'
  readonly failure: SourceFailure
  /** HTTP status of the source's answer; undefined where there was none. */
  readonly status: number | undefined
  /** Seconds the source asked us to wait. */
  readonly retryAfter: number | undefined

  constructor(
    failure: SourceFailure,
    message: string,
    options: { status?: number; retryAfter?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.failure = failure
    this.status = options.status
    this.retryAfter = options.retryAfter
  }
}

/** A parameter that the contract allows but this source cannot do. */
export class UnsupportedError extends Error {
  override name = 'UnsupportedError'
  readonly parameter: string
  constructor(parameter: string, message: string) {
    super(message)
    this.parameter = parameter
  }
}
