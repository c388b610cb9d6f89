import type { z } from 'zod'
import { SourceError } from './source-errors.ts'

/**
 * Parses an answer by its schema; throws `invalid_response` where it does not match. After a write the
 * outcome is then unknown: `mayHaveHappened`.
 */
export function parseAnswer<T extends z.ZodType>(
  schema: T,
  body: unknown,
  what: string,
  mayHaveHappened: boolean,
): z.output<T> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const details = { cause: result.error, mayHaveHappened }
  throw new SourceError('invalid_response', `Undocumented answer to ${what}`, details)
}
