import type { ExportFailure } from '#contract/api/exports.ts'
import { maxOpenExports } from '#contract/api/exports.ts'

/** There will be no file, for a reason that is told to whoever ordered it. */
export class ExportError extends Error {
  override name = 'ExportError'
  readonly failure: Exclude<ExportFailure, 'problem'>
  constructor(failure: Exclude<ExportFailure, 'problem'>) {
    super(`The export ended: ${failure}`)
    this.failure = failure
  }
}

/** Somebody has as many exports running as one may have. */
export class TooManyExportsError extends Error {
  override name = 'TooManyExportsError'
  constructor() {
    super(`There are ${maxOpenExports} exports of yours running already`)
  }
}
