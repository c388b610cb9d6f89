import * as z from 'zod/mini'
import { matching } from './where.ts'

/**
 * Query of `GET /api/sources/:source/suggestions`: the search and the filters of a list that found
 * nothing or little.
 */
export const suggestionQuery = z.strictObject(matching)
export type SuggestionQuery = z.infer<typeof suggestionQuery>

/**
 * `layout`: typed in the other keyboard layout; `script`: in Latin instead of Cyrillic letters, or
 * the reverse; `spelling`: words that occur and are spelled similarly.
 */
export const suggestionReason = z.enum(['layout', 'script', 'spelling'])
export type SuggestionReason = z.infer<typeof suggestionReason>

/** Other searches that find contacts with the same filters, the most likely first. */
export const suggestions = z.object({
  items: z.array(
    z.object({
      search: z.string(),
      reason: suggestionReason,
      /** Exact number of contacts that it finds. */
      total: z.int(),
    }),
  ),
})
export type Suggestions = z.infer<typeof suggestions>
