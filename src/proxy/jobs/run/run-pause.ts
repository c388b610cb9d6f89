import type { WaitReason } from '#contract/api/jobs.ts'
import type { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** Waits that grow while a source keeps failing and are reset by its first successful response. */
export function createRunPause({ firstWait, maxWait }: { firstWait: number; maxWait: number }) {
  let inRow = 0
  let forbidden = 0
  let until = 0
  return {
    /** The time to wait now, in milliseconds. */
    after(error: SourceError): number {
      const asked = (error.retryAfter ?? 0) * 1000
      const wait = Math.max(Math.min(firstWait * 2 ** inRow, maxWait), asked)
      inRow += 1
      until = performance.now() + wait
      return wait
    },
    /** A missing permission may concern one contact or all of them: three in a row count as all. */
    afterForbidden(error: SourceError): number {
      forbidden += 1
      return forbidden < 3 ? 0 : this.after(error)
    },
    left: () => Math.max(0, until - performance.now()),
    end() {
      inRow = 0
      forbidden = 0
    },
    /** Ends the wait early. */
    skip() {
      this.end()
      until = 0
    },
  }
}

export function waitReasonOf({ failure }: SourceError): WaitReason {
  return failure === 'not_found' || failure === 'rejected' ? 'invalid_response' : failure
}
