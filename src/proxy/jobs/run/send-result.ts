import type { Reason } from '#contract/api/job-rows.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

/** How a request with some rows has ended. */
export type SendEnd =
  /** Every row has a result, or is to be sent again because of its neighbours. */
  | { is: 'done' }
  /** The rows may stand at the source or not. */
  | { is: 'unsure'; error: SourceError }
  /** Refused without a word about which row is wrong: fewer of them are to be sent. */
  | { is: 'narrow' }
  /** The source cannot be used now; nothing has happened. */
  | { is: 'blocked'; error: SourceError }
  /** The rows are refused because we may not do it. */
  | { is: 'forbidden'; error: SourceError }

/** What a failed write means; throws what is no failure of a source. */
export function endOf(error: unknown): Exclude<SendEnd, { is: 'done' }> {
  if (error instanceof UnsupportedError) return { is: 'narrow' }
  if (!(error instanceof SourceError)) throw error
  if (error.mayHaveHappened) return { is: 'unsure', error }
  const { failure } = error
  if (failure === 'rejected' || failure === 'not_found') return { is: 'narrow' }
  return { is: failure === 'forbidden' ? 'forbidden' : 'blocked', error }
}

/** Why a row that was sent alone was refused. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof UnsupportedError)
    return { field: error.parameter, code: 'unsupported', message: error.message }
  const { failure = 'rejected', upstreamMessage } = error instanceof SourceError ? error : {}
  const message = upstreamMessage ?? 'the source refuses it and does not say why'
  return { field: null, code: failure, message }
}
