import * as z from 'zod/mini'

/** Situations that the demo can simulate; their texts are in the dashboard. */
export const situationName = z.enum([
  'tooManyRequests',
  'unpaid',
  'tokenExpired',
  /** A user was dismissed, so contacts can no longer be assigned to this user. */
  'dismissedUser',
  'lineCut',
  'slowNetwork',
  /** The next write succeeds, but its response is lost. */
  'answerLost',
  /** The source rejects the 37th row of the next write that has as many rows. */
  'rowRefused',
  /** Another user changes each contact immediately after it was read for editing. */
  'concurrentEdit',
  'filterIgnored',
])
export type SituationName = z.infer<typeof situationName>

export const situation = z.object({
  name: situationName,
  isOn: z.boolean(),
  /** Titles of the affected sources. */
  sources: z.array(z.string()),
})
export type Situation = z.infer<typeof situation>

/**
 * Response of `GET /api/demo`; this route does not exist in production. A situation that applies
 * once is switched off automatically after it has occurred.
 */
export const demoState = z.object({ situations: z.array(situation) })
export type DemoState = z.infer<typeof demoState>
