import { z } from 'zod'
import { Rejection } from './rejection.ts'

/** The body of a request to the control API, or a rejection that names what is wrong with it. */
export function parseOrReject<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw new Rejection(400, z.prettifyError(result.error))
  return result.data
}
