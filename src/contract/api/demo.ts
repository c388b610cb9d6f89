import * as z from 'zod/mini'

/** What can be made to go wrong in the demo; the words for it are the dashboard's. */
export const situationName = z.enum([
  'tooManyRequests',
  'unpaid',
  'tokenExpired',
  /** Of an employee: nobody can be given to them any more. */
  'dismissedUser',
  'lineCut',
  'slowNetwork',
  /** The next write stands, and its answer never comes. */
  'answerLost',
  /** The 37th row of the next write of so many. */
  'rowRefused',
  /** Somebody else changes each contact just after it was read to be edited. */
  'concurrentEdit',
  'filterIgnored',
])
export type SituationName = z.infer<typeof situationName>

export const situation = z.object({
  name: situationName,
  isOn: z.boolean(),
  /** Titles of the sources it strikes. */
  sources: z.array(z.string()),
})
export type Situation = z.infer<typeof situation>

/**
 * Answer of `GET /api/demo`; in production there is no such route. A situation that strikes once goes
 * off by itself when it has.
 */
export const demoState = z.object({ situations: z.array(situation) })
export type DemoState = z.infer<typeof demoState>
