import { describe, expect, it } from 'vitest'
import { sampleOf, writeAnswers, type MatrixAnswer } from '#testing/fault-answers.ts'
import { contradictionsIn, isProof } from '#testing/fault-contradictions.ts'
import {
  matrixCalls,
  matrixSources,
  tryCell,
  type MatrixCall,
  type MatrixSource,
} from '#testing/fault-matrix.ts'
import { seed, timeLimit } from '#testing/soak.ts'

/** Number of responses tested for each call; the long form tests all. */
const sample = 3

const cells = matrixSources.flatMap((source) =>
  matrixCalls[source].map((call): [MatrixSource, string, MatrixCall, MatrixAnswer[]] => [
    source,
    call.name,
    call,
    sampleOf(writeAnswers, sample),
  ]),
)

/**
 * A job continues until every row is done. A missing permission counts as a rejection; so do, for a
 * request with one row, any rejection by the API and a request that is too large.
 */
function mayBeRejected(source: MatrixSource, { name }: MatrixAnswer): boolean {
  if (source !== 'bots') return name === '403 by the API'
  return /^(400|403|404|422) by the API|^(413|414|431) /.test(name)
}

describe(`whatever answers a write once (seed ${seed})`, () => {
  it.each(cells)(
    'leaves %s, %s written once or not at all, as is told',
    async (source, _name, call, answers) => {
      for (const answer of answers) {
        if (isProof(source, call, answer)) continue
        const mustEnd = call.isJob && !mayBeRejected(source, answer)
        expect(contradictionsIn(await tryCell(source, call, answer), mustEnd)).toEqual([])
      }
    },
    timeLimit(60_000),
  )
})
