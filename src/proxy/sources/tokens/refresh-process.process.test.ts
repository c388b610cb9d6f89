import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectStore } from '#proxy/store/state-store.ts'
import { createTokenStore } from './token-store.ts'
import { secrets, startOAuthHarness, type OAuthHarness } from '#testing/oauth-harness.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { createRandom, isSoak, seed, timeLimit } from '#testing/soak.ts'
import { addressOf, type Program } from '#testing/program.ts'

const rounds = isSoak ? 100 : 12

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres.stop())

async function withHarness(
  state: Record<string, string>,
  work: (harness: OAuthHarness) => Promise<void>,
) {
  const harness = await startOAuthHarness(state)
  try {
    await work(harness)
  } finally {
    await harness.stop()
  }
}

async function stored(harness: OAuthHarness) {
  const url = harness.env['DATABASE_URL']
  const store = connectStore(
    url
      ? { kind: 'postgres', url }
      : { kind: 'sqlite', file: harness.env['KARTOTEKA_STATE'] ?? '' },
  )
  const tokens = await createTokenStore(store, Buffer.from(secrets.key, 'base64')).read('sales')
  await store.close()
  return tokens
}

/** The stored tokens, and all other secrets that must never be printed. */
async function allSecrets(harness: OAuthHarness): Promise<string[]> {
  const { accessToken = 'no token', refreshToken = 'no token' } = (await stored(harness)) ?? {}
  const used = (await harness.refreshes()).map(({ token }) => token)
  const { DATABASE_URL: url } = harness.env
  return [accessToken, refreshToken, ...used, secrets.client, secrets.key, ...(url ? [url] : [])]
}

async function expectNoSecretPrinted(harness: OAuthHarness) {
  const output = harness.output()
  for (const secret of await allSecrets(harness)) expect(output.includes(secret)).toBe(false)
  expect(output).not.toMatch(/def502|eyJ0eXAi/) // the prefixes of the source's tokens
}

it('refreshes exactly once for two proxies on one Postgres with one expired token', async () => {
  const url = await postgres.newDatabase()
  await withHarness({ DATABASE_URL: url }, async (harness) => {
    await harness.connect()
    const proxies = [1, 2].map(() => harness.start(['src/proxy/main.ts']))
    const addresses = await Promise.all(proxies.map(addressOf))
    const ask = async (address: string) =>
      (await fetch(`${address}/api/sources/sales/contacts`)).status
    const askAll = () => Promise.all(addresses.flatMap((address) => [ask(address), ask(address)]))
    expect(await askAll()).toEqual([200, 200, 200, 200])
    expect(await harness.refreshes()).toEqual([])
    await harness.expire()
    expect(await askAll()).toEqual([200, 200, 200, 200])
    expect(await harness.refreshes()).toMatchObject([{ status: 200 }])
    await expectNoSecretPrinted(harness)
  })
})

it('lets another proxy continue if one is killed during a refresh', async () => {
  const url = await postgres.newDatabase()
  await withHarness({ DATABASE_URL: url }, async (harness) => {
    await harness.connect()
    const [victim, other] = [1, 2].map(() => harness.start(['src/proxy/main.ts']))
    if (!victim || !other) throw new Error('two were started')
    const path = '/api/sources/sales/contacts'
    const [first, second] = [await addressOf(victim), await addressOf(other)]
    await harness.expire()
    const lost = fetch(first + path).catch(() => 'lost')
    await expect
      .poll(async () => (await harness.refreshes()).length, { interval: 5, timeout: 60_000 })
      .toBe(1)
    victim.process.kill('SIGKILL')
    expect(await lost).toBe('lost')
    expect((await fetch(second + path)).status).toBe(200)
    expect(await harness.refreshes()).toMatchObject([{ status: 200 }])
  })
})

/**
 * The token access of a proxy without the other parts: waits for a line, calls the source, prints
 * the result.
 */
const asker = `
  import { readFileSync } from 'node:fs'
  import { readConfig } from '#proxy/config.ts'
  import { openStore } from '#proxy/store/state-store.ts'
  import { createSharedAccess } from '#proxy/sources/tokens/shared-access.ts'
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  const store = await openStore(config.state.database)
  const state = await createSharedAccess({ store, config, onError: (error) => console.error(error) })
  const [source] = config.sources
  const { access } = state.needsOf(source)
  const ask = async (token) => {
    const headers = { authorization: 'Bearer ' + token }
    return (await fetch(source.url + '/api/v4/account', { headers })).status
  }
  console.log('ready')
  for await (const word of process.stdin) {
    const token = await access.current()
    const status = await ask(token)
    console.log('heard ' + status)
    const next = status === 401 ? await access.renew(token) : undefined
    console.log('answered ' + (next === undefined ? status : await ask(next)))
    break
  }
  await state.close()
  await store.close()`

it(
  `loses no tokens in ${rounds} kills at any time of a refresh, seed ${seed}`,
  async () => {
    await withHarness({}, async (harness) => {
      await harness.connect()
      const startAsker = () => harness.start(['--input-type=module', '-e', asker])
      const ready: Program[] = [startAsker(), startAsker()] // they start while others are killed
      const next = async () => {
        ready.push(startAsker())
        const program = ready.shift() ?? startAsker()
        await program.waitForOutput(/ready/)
        return program
      }
      let unanswered = 0
      const chance = createRandom()
      for (let round = 0; round < rounds; round++) {
        const victim = await next()
        await harness.expire()
        victim.process.stdin?.write('go\n')
        await victim.waitForOutput(/heard/)
        const life = chance() * 250 // a refresh takes about as long
        const timer = setTimeout(() => victim.process.kill('SIGKILL'), life)
        await victim.ended
        clearTimeout(timer)
        if (!victim.output().includes('answered')) unanswered += 1
      }
      const survivor = await next()
      await expect.poll(async () => (await stored(harness))?.leasedFor, { timeout: 60_000 }).toBe(0)
      await harness.expire()
      survivor.process.stdin?.write('go\n')
      await survivor.waitForOutput(/answered 200/)
      const refreshes = await harness.refreshes()
      expect(new Set(refreshes.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(refreshes.map(({ token }) => token)).size).toBe(refreshes.length)
      // The kills did hit refreshes, which completed nevertheless.
      expect(unanswered).toBeGreaterThan(rounds / 4)
      expect(refreshes.length).toBeGreaterThan(rounds / 10)
      await expectNoSecretPrinted(harness)
    })
  },
  timeLimit(120_000),
)
