import * as z from 'zod/mini'

/**
 * Everything that can go wrong, one code per failure a person would act on differently.
 * The dashboard turns codes into words of its language; `message` is English, for logs and scripts.
 */
export const problemCode = z.enum([
  'invalid_input',
  'not_found',
  /** The request did not prove to come from our own page. */
  'foreign_origin',
  /** The source does not accept our token any more. */
  'source_unauthorized',
  /** The account behind the source is not paid: every call is refused until it is. */
  'source_unpaid',
  /** The address of the source answers that it has moved, or is not one of it: look at the settings. */
  'source_moved',
  /** This client has too many requests waiting; others are served in turn. */
  'too_many_requests',
  'source_forbidden',
  'source_rejected',
  /** The source asks us to slow down and the request's deadline ran out. */
  'source_rate_limited',
  /** The source has blocked the account or our address. */
  'source_blocked',
  'source_unreachable',
  'source_timeout',
  /** The source answered something that is not in its documents. */
  'source_invalid_response',
  /** A write got no answer: it may stand. Look before repeating it. */
  'source_outcome_unknown',
  /** Kartoteka's own state cannot be written to now: its database is away or locked. */
  'state_unavailable',
  /** The disk of Kartoteka's own state is full. */
  'state_full',
  'internal',
])
export type ProblemCode = z.infer<typeof problemCode>

/** What some codes were called in 0.1.0; sent beside the new ones for one version. */
export const formerCodes: Partial<Record<ProblemCode, string>> = {
  source_rejected: 'source_refused',
  source_rate_limited: 'source_busy',
  source_invalid_response: 'source_nonsense',
}

export const problem = z.object({
  code: problemCode,
  /** @deprecated The code's name in 0.1.0, where it was another. */
  formerCode: z.optional(z.string()),
  message: z.string(),
  /**
   * Names the wrong parameters or values; `name` is dotted, e.g. `phones.0.value`. `line` counts the
   * rows of a job from 1.
   */
  fields: z.optional(
    z.array(z.object({ name: z.string(), message: z.string(), line: z.optional(z.int()) })),
  ),
  /** Quote it to support: the same id stands in the proxy's log. */
  requestId: z.optional(z.string()),
})
export type Problem = z.infer<typeof problem>
