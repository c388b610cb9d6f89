import * as z from 'zod/mini'

/**
 * Error codes, one for each failure that requires a different reaction. The dashboard translates
 * codes into texts; `message` is in English, for logs and scripts.
 */
export const problemCode = z.enum([
  'invalid_input',
  'not_found',
  /** What is there now (`present`) was not seen by the request, or has the name already. */
  'conflict',
  /** A limit of how many there can be, which the message names. */
  'limit_reached',
  /** Nobody is signed in, the session has ended, or e-mail and password do not match. */
  'unauthenticated',
  /** One's role does not include this. */
  'forbidden',
  /** A write of more rows than one's role may write at once; `limit` is their number. */
  'over_limit',
  /** Too many attempts to sign in: `Retry-After` says when the next one counts. */
  'throttled',
  /** Somebody has to remain who may change everything. */
  'last_admin',
  /** The request was not proven to come from the dashboard's own page. */
  'foreign_origin',
  /** The source no longer accepts the proxy's token. */
  'source_unauthorized',
  /** The source's account is not paid: it rejects every call until it is. */
  'source_unpaid',
  /**
   * The source's address has moved or does not belong to a source; the settings have to be checked.
   */
  'source_moved',
  /** This client has too many requests waiting; other clients are served in turn. */
  'too_many_requests',
  'source_forbidden',
  'source_rejected',
  /** The source limits the request rate, and the request's deadline has expired. */
  'source_rate_limited',
  /** The source has blocked the account or the proxy's IP address. */
  'source_blocked',
  'source_unreachable',
  'source_timeout',
  /** The source's response does not match its documentation. */
  'source_invalid_response',
  /** A write got no response and may have been saved; check before repeating it. */
  'source_outcome_unknown',
  /** Kartoteka's own state cannot be written now, because its database is unavailable or locked. */
  'state_unavailable',
  /** The disk that holds Kartoteka's own state is full. */
  'state_full',
  'internal',
])
export type ProblemCode = z.infer<typeof problemCode>

/** Names of codes in 0.1.0; sent in addition to the current ones for one version. */
export const formerCodes: Partial<Record<ProblemCode, string>> = {
  source_rejected: 'source_refused',
  source_rate_limited: 'source_busy',
  source_invalid_response: 'source_nonsense',
}

export const problem = z.object({
  code: problemCode,
  /** @deprecated The code's name in 0.1.0, if it was different. */
  formerCode: z.optional(z.string()),
  message: z.string(),
  /**
   * The invalid parameters or values; `name` is dotted, such as `phones.0.value`. `line` counts the
   * rows of a job from 1.
   */
  fields: z.optional(
    z.array(z.object({ name: z.string(), message: z.string(), line: z.optional(z.int()) })),
  ),
  /** The limit that was exceeded. */
  limit: z.optional(z.int()),
  /** ID of the request for support; the proxy's log contains the same ID. */
  requestId: z.optional(z.string()),
})
export type Problem = z.infer<typeof problem>
