import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { connectStore } from '#proxy/store/state-store.ts'
import { createTransport } from '#proxy/sources/transport/transport.ts'
import { exitCodeOf, refreshTokens } from './token-refresh.ts'
import { createTokenStore } from './token-store.ts'

/**
 * A separate process that refreshes one source's tokens and exits. It outlives the proxy that
 * started it: between the use of the old refresh token and storing the new tokens, only its own
 * death can lose them. It reads its task from stdin and ignores an incomplete one. It prints
 * nothing; its exit code is the outcome.
 */
const task = z.strictObject({
  database: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sqlite'), file: z.string() }),
    z.strictObject({ kind: z.literal('postgres'), url: z.string() }),
  ]),
  key: z.base64(),
  previousKey: z.base64().optional(),
  sourceUrl: z.url(),
  sourceId: z.string(),
  version: z.int(),
  owner: z.string(),
  client: z.strictObject({
    clientId: z.string(),
    clientSecret: z.string(),
    redirectUrl: z.string(),
  }),
})
export type RefreshProcessTask = z.infer<typeof task>

// When the whole service is stopped, this process finishes its task, which takes seconds.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

const { database, key, previousKey, sourceUrl, ...rest } = task.parse(
  JSON.parse(await text(process.stdin)),
)
const store = connectStore(database)
const { send, close } = createTransport(sourceUrl)
const tokens = createTokenStore(store, {
  current: Buffer.from(key, 'base64'),
  ...(previousKey !== undefined && { previous: Buffer.from(previousKey, 'base64') }),
})
const outcome = await refreshTokens(rest, { tokens, send })
await close()
await store.close()
process.exitCode = exitCodeOf(outcome)
