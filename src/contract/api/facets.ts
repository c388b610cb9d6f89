import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import { matching } from './where.ts'

/** The part of phones or e-mails that is counted; they themselves hardly repeat. */
export const facetPart = z.enum(['domain', 'country'])
export type FacetPart = z.infer<typeof facetPart>

/**
 * Query of `GET /api/sources/:source/facets`: the filters of a list, and the attribute whose values
 * are counted (of `emails` their `domain`, of `phones` their `country` with `part`). Conditions on that
 * attribute itself are left out, so that all its values are counted; groups that also name another
 * attribute stay.
 */
export const facetQuery = z.strictObject({
  ...matching,
  key: attributeKey,
  part: z.optional(facetPart),
})
export type FacetQuery = z.infer<typeof facetQuery>

/** How many matching contacts have each value, the most frequent first. */
export const facets = z.object({
  items: z.array(
    z.object({
      /** The value in a condition of `where`. */
      value: z.string(),
      /** Null if the source does not tell the name. */
      label: z.nullable(z.string()),
      count: z.int(),
    }),
  ),
  /** Whether there are more values than those listed. */
  hasMore: z.boolean(),
  /** Matching contacts without a value. */
  empty: z.int(),
  /** Those of which it is not known; omitted if it is known of all. */
  unknown: z.optional(z.int()),
  /** All matching contacts. */
  total: z.int(),
  asOf: z.iso.datetime(),
})
export type Facets = z.infer<typeof facets>
