import type { Reason } from '#contract/api/job-rows.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

/** How a request for some rows has ended. */
export type SendEnd =
  /** Every row has a result, or is to be sent again because of other rows. */
  | { is: 'done' }
  /** The rows may have been written or not. */
  | { is: 'unsure'; error: SourceError }
  /** Rejected without naming a row: fewer of them are to be sent. */
  | { is: 'narrow' }
  /** The source cannot be used now; nothing has happened. */
  | { is: 'blocked'; error: SourceError }
  /** The rows are rejected because we lack the permission. */
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
export function reasonOf(error: unknown): Reason {
  if (error instanceof UnsupportedError)
    return { field: error.parameter, code: 'unsupported', message: error.message }
  const { failure = 'rejected', upstreamMessage } = error instanceof SourceError ? error : {}
  const message = upstreamMessage ?? 'the source rejected it without a reason'
  return { field: null, code: failure, message }
}
