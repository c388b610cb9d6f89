import { SourceError, type SourceFailure } from './source-errors.ts'

/** What was last heard from a source: milliseconds, and the error if it was one. */
export type Connection = { at: number; error: SourceError | null }

/** Failures with which a source answers a single request; all others concern the connection. */
const answers = new Set<SourceFailure>(['forbidden', 'not_found', 'rejected'])

export const isConnectionFailure = (error: unknown): error is SourceError =>
  error instanceof SourceError && !answers.has(error.failure)

/** Notes how calls end; those that the caller has aborted tell nothing. */
export function createConnectionWatch() {
  let last: Connection | null = null
  return {
    connection: () => last,
    watch: async <T>(call: Promise<T>): Promise<T> => {
      try {
        const result = await call
        last = { at: Date.now(), error: null }
        return result
      } catch (error) {
        if (error instanceof SourceError)
          last = { at: Date.now(), error: isConnectionFailure(error) ? error : null }
        throw error
      }
    },
  }
}
