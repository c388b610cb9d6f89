import type { Issue } from '#contract/model/issue.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

/** How a request for some rows ended. */
export type SendEnd =
  /** Every row has a result, or is sent again because of other rows. */
  | { is: 'done' }
  /** The rows may have been written or not. */
  | { is: 'unsure'; error: SourceError }
  /** Rejected without naming the invalid row: fewer rows have to be sent. */
  | { is: 'narrow' }
  /** The source cannot be used now; nothing was written. */
  | { is: 'blocked'; error: SourceError }
  /** The rows are rejected because of a missing permission. */
  | { is: 'forbidden'; error: SourceError }

/** Classifies a failed write; rethrows errors that are not failures of a source. */
export function endOf(error: unknown): Exclude<SendEnd, { is: 'done' }> {
  if (error instanceof UnsupportedError) return { is: 'narrow' }
  if (!(error instanceof SourceError)) throw error
  if (error.mayHaveHappened) return { is: 'unsure', error }
  const { failure } = error
  if (failure === 'rejected' || failure === 'not_found') return { is: 'narrow' }
  return { is: failure === 'forbidden' ? 'forbidden' : 'blocked', error }
}

/** Why a row that was sent alone was rejected. */
export function issueOf(error: unknown): Issue {
  if (error instanceof UnsupportedError)
    return { attribute: error.parameter, code: 'unsupported', message: error.message }
  if (!(error instanceof SourceError))
    return { attribute: null, code: 'internal', message: 'internal error of Kartoteka' }
  const { failure, upstreamMessage, mayHaveHappened } = error
  if (failure === 'forbidden')
    return { attribute: null, code: 'forbidden', message: 'the source does not permit this' }
  if (failure === 'not_found')
    return {
      attribute: null,
      code: 'not_found',
      message: upstreamMessage ?? 'the source does not have it',
    }
  if (failure === 'rejected') {
    const message = upstreamMessage ?? 'the source rejected it without a reason'
    return { attribute: null, code: 'rejected', message }
  }
  const message = mayHaveHappened
    ? 'the write got no clear response and may have been saved'
    : 'the source cannot be used now: nothing was written'
  return { attribute: null, code: 'failed', message }
}
