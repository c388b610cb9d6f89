import * as z from 'zod/mini'
import { sourceId } from '#contract/api/sources.ts'

export const sourceParams = z.object({ source: sourceId })

export const contactParams = z.extend(sourceParams, {
  id: z.coerce.number().check(z.int(), z.minimum(1)),
})

/** For routes that take no query: whoever sends one is told, not ignored. */
export const noQuery = z.strictObject({})
