import { describe, expect, it } from 'vitest'
import { sampleOf, writeAnswers, type MatrixAnswer } from '#testing/fault-answers.ts'
import {
  contradictionsIn,
  matrixCalls,
  matrixSources,
  tryCell,
  type MatrixCall,
  type MatrixSource,
} from '#testing/fault-matrix.ts'
import { seed, timeLimit } from '#testing/soak.ts'

/** Of each call, so many of its answers are tried; in the long form all. */
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
 * A job goes on until all is done. A missing right is believed; where a request has one row, so is
 * whatever the API says of it, and that it is too large.
 */
function mayBeRejected(source: MatrixSource, { name }: MatrixAnswer): boolean {
  if (source !== 'bots') return name === '403 by the API'
  return /^(400|403|404|422) by the API|^(413|414|431) /.test(name)
}

/** 204 is how links are taken off, and a status is set: the API's own word, whoever says it. */
const isProof = (source: MatrixSource, { name }: MatrixCall, answer: MatrixAnswer): boolean =>
  answer.name === '204' &&
  ((source === 'main' && name.startsWith('unlink')) || name.startsWith('status'))

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
