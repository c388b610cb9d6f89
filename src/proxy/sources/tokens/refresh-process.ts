import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { connectStore } from '#proxy/store/state-store.ts'
import { createTransport } from '#proxy/sources/transport/transport.ts'
import { exitCodeOf, refreshTokens } from './token-refresh.ts'
import { createTokenStore } from './token-store.ts'

/**
 * A process of its own that refreshes one source's tokens and ends. It outlives the proxy that has
 * started it: between the source's using up the old refresh token and our storing the new pair
 * nothing but its own end can lose the chain. Its task comes by stdin; half a task is none. It says
 * nothing; its exit code is the outcome.
 */
const task = z.strictObject({
  database: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sqlite'), file: z.string() }),
    z.strictObject({ kind: z.literal('postgres'), url: z.string() }),
  ]),
  key: z.base64(),
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

// Whoever stops the whole service lets this one finish: it is done in seconds.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

const { database, key, sourceUrl, ...rest } = task.parse(JSON.parse(await text(process.stdin)))
const store = connectStore(database)
const { send, close } = createTransport(sourceUrl)
const tokens = createTokenStore(store, Buffer.from(key, 'base64'))
const outcome = await refreshTokens(rest, { tokens, send })
await close()
await store.close()
process.exitCode = exitCodeOf(outcome)
