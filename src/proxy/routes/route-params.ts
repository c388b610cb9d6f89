import * as z from 'zod/mini'
import { sourceId } from '#contract/api/sources.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'

export const sourceParams = z.object({ source: sourceId })

export const contactParams = z.extend(sourceParams, {
  id: wholeNumber(1),
})

/** For routes without a query: unknown parameters are an error instead of being ignored. */
export const noQuery = z.strictObject({})

/** Of routes that show contacts, or anything else of a source. */
export const reading = { access: { right: 'read', of: 'source' } } as const
/** Of routes about local copies, which only an admin of the installation may change. */
export const managing = { access: { right: 'sources', of: 'installation' } } as const
