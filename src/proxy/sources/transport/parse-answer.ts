import type { z } from 'zod'
import { unreadableIn, type Unreadable } from '#contract/upstream/lenient.ts'
import { SourceError } from './source-errors.ts'

/** What of a source's answer could not be read: `what` is the request, without its query. */
export type UnreadableReport = { what: string; unreadable: Unreadable[] }
export type ReportUnreadable = (report: UnreadableReport) => void

const maxReported = 50 // entries; a whole page of odd rows needs no line of the log for each

/** An answer arrived, and is none that we know: asking again would bring the same. */
export class UnreadableAnswerError extends SourceError {
  override name = 'UnreadableAnswerError'
}

/**
 * Parses an answer by its schema and reports what a lenient schema left out of it; throws
 * `UnreadableAnswerError` where it does not match. After a write the outcome is then unknown:
 * `mayHaveHappened`.
 */
export function parseAnswer<T extends z.ZodType>(
  schema: T,
  body: unknown,
  what: string,
  {
    mayHaveHappened = false,
    report,
  }: { mayHaveHappened?: boolean; report?: ReportUnreadable | undefined } = {},
): z.output<T> {
  const result = schema.safeParse(body)
  if (!result.success) {
    const details = { cause: result.error, mayHaveHappened }
    throw new UnreadableAnswerError('invalid_response', `Undocumented answer to ${what}`, details)
  }
  const unreadable = unreadableIn(result.data)
  if (report && unreadable.length > 0)
    report({ what: what.split('?')[0] ?? '', unreadable: unreadable.slice(0, maxReported) })
  return result.data
}

/** What was loaded, or that an answer came which cannot be read: no proof that there is nothing. */
export async function readable<T>(load: () => Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof UnreadableAnswerError && !error.mayHaveHappened) return 'unreadable'
    throw error
  }
}
