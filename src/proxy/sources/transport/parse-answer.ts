import type { z } from 'zod'
import { unreadableIn, type Unreadable } from '#contract/upstream/lenient.ts'
import { SourceError } from './source-errors.ts'

/**
 * The part of a source's response that could not be read; `what` is the request without its query.
 */
export type UnreadableReport = { what: string; unreadable: Unreadable[] }
export type ReportUnreadable = (report: UnreadableReport) => void

// entries; a page with many unreadable rows does not need a log line for each
const maxReported = 50

/** The response has an unknown format: repeating the request would not help. */
export class UnreadableAnswerError extends SourceError {
  override name = 'UnreadableAnswerError'
}

/**
 * Parses a response by its schema and reports what a lenient schema omitted; throws
 * `UnreadableAnswerError` if the response does not match. After a write the outcome is then
 * unknown: `mayHaveHappened`.
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
    throw new UnreadableAnswerError('invalid_response', `Undocumented response to ${what}`, details)
  }
  const unreadable = unreadableIn(result.data)
  if (report && unreadable.length > 0)
    report({ what: what.split('?')[0] ?? '', unreadable: unreadable.slice(0, maxReported) })
  return result.data
}

/**
 * The loaded data, or `unreadable` if the response could not be read, which does not prove that
 * there is none.
 */
export async function readable<T>(load: () => Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof UnreadableAnswerError && !error.mayHaveHappened) return 'unreadable'
    throw error
  }
}
