import { afterAll, beforeAll, expect, it } from 'vitest'
import { secrets, startOAuthHarness, type OAuthHarness } from '#testing/oauth-harness.ts'
import { addressOf } from '#testing/program.ts'

let harness: OAuthHarness
beforeAll(async () => {
  harness = await startOAuthHarness()
}, 120_000)
afterAll(() => harness.stop())

const connect = (args: string[], env: Record<string, string> = {}) =>
  harness.start(['src/proxy/connect.ts', ...args], env)

/** The address to which the consent page redirects the browser that opens the printed address. */
async function consent(address: string): Promise<URL> {
  const { headers } = await fetch(address, { redirect: 'manual' })
  return new URL(headers.get('location') ?? '')
}
const printed = /http\S+\/oauth\?\S+/

it('connects with the pasted URL, and a proxy can read immediately', async () => {
  const program = connect(['sales'])
  const [address] = await program.waitForOutput(printed)
  program.process.stdin?.write(`${(await consent(address)).href}\n`)
  expect(await program.ended).toBe(0)
  expect(program.output()).toContain('Sales (sales) is connected')
  const proxy = harness.start(['src/proxy/main.ts'])
  const url = `${await addressOf(proxy)}/api/sources/sales/contacts`
  expect((await fetch(url)).status).toBe(200)
  await proxy.stop()
})

it('takes the code as an argument, once', async () => {
  const first = connect(['sales'])
  const [address] = await first.waitForOutput(printed)
  first.process.stdin?.end()
  expect(await first.ended).toBe(1)
  expect(first.output()).toContain('Nothing was pasted')
  const code = (await consent(address)).searchParams.get('code') ?? ''
  expect(await connect(['sales', code]).ended).toBe(0)
  const again = connect(['sales', code])
  expect(await again.ended).toBe(1)
  expect(again.output()).toContain('already used')
})

it('reports that access was denied, and keeps the existing connection', async () => {
  const program = connect(['sales'])
  const [address] = await program.waitForOutput(printed)
  const state = new URL(address).searchParams.get('state') ?? ''
  program.process.stdin?.end(`http://app.example/back?error=access_denied&state=${state}\n`)
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('Access was denied')
})

it.each([
  [[], {}, /Source ID missing.*Sources with "oauth": sales/],
  [['other'], {}, /no source "other" with "oauth"/],
  [['sales'], { KARTOTEKA_CONFIG: '' }, /KARTOTEKA_CONFIG/],
  [['sales'], { KARTOTEKA_STATE: ':memory:' }, /KARTOTEKA_STATE/],
  [['sales', 'http://app.example/back?code=x&state=y'], {}, /another request/],
  [['sales', 'a-code'], { CLIENT_SECRET: 'wrong-one' }, /rejects this client/],
])('rejects %j %j with a reason', async (args, env, words) => {
  const program = connect(args, env)
  expect(await program.ended).toBe(1)
  expect(program.output()).toMatch(words)
  expect(program.output()).not.toContain('wrong-one')
})

it('leaves tokens that a proxy with another key rejects at startup, with a remedy', async () => {
  const key = Buffer.alloc(32, 'x').toString('base64')
  const proxy = harness.start(['src/proxy/main.ts'], { KARTOTEKA_KEY: key })
  expect(await proxy.ended).toBe(1)
  expect(proxy.output()).toMatch(/encrypted with another key.*npm run connect -- sales/)
})

it('is not possible with a proxy whose state is in memory', async () => {
  const proxy = harness.start(['src/proxy/main.ts'], { KARTOTEKA_STATE: ':memory:' })
  expect(await proxy.ended).toBe(1)
  expect(proxy.output()).toMatch(/KARTOTEKA_STATE/)
})

it('prints no secret', () => {
  // the prefixes of the mock's codes and tokens
  expect(harness.output()).not.toMatch(/def502|eyJ0eXAi/)
  for (const secret of Object.values(secrets)) expect(harness.output()).not.toContain(secret)
})
