import { z } from 'zod'
import type { CopyHolder } from './copy-holder.ts'
import { SourceError, type SourceFailure } from '#proxy/sources/transport/source-errors.ts'

const failures = [
  'unauthorized',
  'unpaid',
  'moved',
  'forbidden',
  'not_found',
  'rejected',
  'rate_limited',
  'blocked',
  'unreachable',
  'timeout',
  'invalid_response',
] as const satisfies SourceFailure[]

/** Why the process that writes a copy does not go on, for those that read it. */
const storedProblem = z.object({
  failure: z.enum(failures).nullable(),
  message: z.string(),
  /** Of SQLite. */
  errcode: z.int().nullable(),
})

/** Empty for no problem. */
function printProblem(problem: unknown): string {
  if (problem === undefined) return ''
  const message = problem instanceof Error ? problem.message : 'unknown'
  const failure = problem instanceof SourceError ? problem.failure : null
  const errcode =
    problem instanceof Error && 'errcode' in problem && typeof problem.errcode === 'number'
      ? problem.errcode
      : null
  return JSON.stringify({ failure, message, errcode })
}

/** An error that is told to users in the same words. */
export function readProblem(text: string | undefined): Error | undefined {
  if (text === undefined || text === '') return undefined
  const { failure, message, errcode } = storedProblem.parse(JSON.parse(text))
  if (failure !== null) return new SourceError(failure, message)
  return Object.assign(new Error(message), errcode === null ? {} : { errcode })
}

/** Stores a problem that is another one than before. */
export function createProblemStore(held: CopyHolder): (problem: unknown) => Promise<void> {
  let saved: string | undefined
  return async (problem) => {
    const text = printProblem(problem)
    if (text === saved) return
    saved = text
    await (await held.open()).store.writeMeta({ problem: text })
  }
}
