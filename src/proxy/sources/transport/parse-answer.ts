import type { z } from 'zod'
import { SourceError } from './source-errors.ts'

/**
 * An answer by its schema; throws `nonsense` where it is not what the documents say. After a write
 * such an answer leaves open what became of it: `mayHaveHappened`.
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
