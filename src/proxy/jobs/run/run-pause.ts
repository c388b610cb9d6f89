import type { WaitReason } from '#contract/api/jobs.ts'
import type { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** Waits that grow while a source goes on failing and begin anew with its first good answer. */
export function createRunPause({ firstWait, maxWait }: { firstWait: number; maxWait: number }) {
  let inRow = 0
  let forbidden = 0
  let until = 0
  return {
    /** How long to wait now, in milliseconds. */
    after(error: SourceError): number {
      const asked = (error.retryAfter ?? 0) * 1000
      const wait = Math.max(Math.min(firstWait * 2 ** inRow, maxWait), asked)
      inRow += 1
      until = performance.now() + wait
      return wait
    },
    /** A missing right may be one contact's or everybody's: three in a row are taken for the latter. */
    afterForbidden(error: SourceError): number {
      forbidden += 1
      return forbidden < 3 ? 0 : this.after(error)
    },
    left: () => Math.max(0, until - performance.now()),
    end() {
      inRow = 0
      forbidden = 0
    },
    /** The wait is over before its time. */
    skip() {
      this.end()
      until = 0
    },
  }
}

export function waitReasonOf({ failure }: SourceError): WaitReason {
  return failure === 'not_found' || failure === 'rejected' ? 'invalid_response' : failure
}
