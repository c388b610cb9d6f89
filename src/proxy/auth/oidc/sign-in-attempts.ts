import { z } from 'zod'

/** A sign-in that a browser has begun at the provider and not ended yet. */
const attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The page to open afterwards. */
  to: z.string(),
  /** Until when it can be ended, in milliseconds since 1970. */
  until: z.number(),
})
export type Attempt = z.infer<typeof attempt>

const attempts = z.array(attempt)

/** Of several tabs; more of them would not fit into a cookie of 4,096 bytes. */
const maxAttempts = 3
const maxChars = 2600 // encrypted and in base64, 3,600 bytes

/** The attempts that were stored as text; none if it is missing or of another version. */
export function attemptsOf(text: string | undefined, now: number): Attempt[] {
  const read = attempts.safeParse(text === undefined ? [] : parsed(text))
  return read.success ? read.data.filter(({ until }) => until > now) : []
}

/** The attempts as text, the latest at the end; the oldest are dropped if there are too many. */
export function textOfAttempts(list: readonly Attempt[]): string {
  const last = list.slice(-maxAttempts)
  while (last.length > 1 && JSON.stringify(last).length > maxChars) last.shift()
  return JSON.stringify(last)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // of another version
  }
}
