import { z } from 'zod'
import { v4Dialects } from '#mock/amo-v4/v4-dialect.ts'
import { faultInput } from './faults.ts'

const integerBetween = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, 'Expected a whole number')
    .transform(Number)
    .pipe(z.int().min(from).max(to))
const flag = z.enum(['0', '1']).transform((value) => value === '1')

const environment = z.object({
  MOCK_HOST: z.string().min(1).default('127.0.0.1'),
  MOCK_PORT: integerBetween(0, 65_535).default(4010),
  MOCK_TOKEN: z.string().regex(/^\S+$/, 'Expected a token without spaces').default('demo-token'),
  /** Number of listed contacts; those in the trash and in incoming leads are additional. */
  MOCK_CONTACTS: integerBetween(0, 2_000_000).default(10_000),
  MOCK_SEED: integerBetween(0, 2 ** 32 - 1).default(1),
  MOCK_DATA: z.string().min(1).default(':memory:'),
  /** amoCRM requests per second; 0 turns all limits off. */
  MOCK_RATE: integerBetween(0, 10_000).default(7),
  /** WatBot requests per second; by default 2, or no limit if MOCK_RATE is 0. */
  MOCK_BOT_RATE: integerBetween(0, 10_000).optional(),
  MOCK_CLIENT_ID: z.string().min(1).default('demo-client'),
  MOCK_CLIENT_SECRET: z.string().min(1).default('demo-secret'),
  MOCK_DIALECT: z.enum(v4Dialects).default('documented'),
  MOCK_CONTROL: flag.default(true),
  /** A JSON list of faults as taken by `POST /_mock/faults`. */
  MOCK_FAULTS: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown // checked in the next step
      } catch {
        context.addIssue({ code: 'custom', message: 'Expected JSON' })
        return z.NEVER
      }
    })
    .pipe(z.array(faultInput))
    .default([]),
})
export type Settings = z.output<typeof environment>

/** Reads the environment; throws one error that lists every invalid setting. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success)
    throw new Error(`Invalid settings of the mock:\n${z.prettifyError(result.error)}`)
  return result.data
}
