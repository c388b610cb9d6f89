import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { session } from '#contract/api/session.ts'
import { addressOf, startProgram } from '#testing/program.ts'

const folders: string[] = []
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A state that `npm run user` and a proxy share. */
function openState() {
  const folder = mkdtempSync(join(tmpdir(), 'users-'))
  folders.push(folder)
  // As in production: the demo asks nobody to sign in.
  const env = {
    KARTOTEKA_STATE: join(folder, 'state.sqlite'),
    KARTOTEKA_DEMO_MENU: '0',
    LOG_LEVEL: 'debug',
    PORT: '0',
  }
  async function user(...args: string[]) {
    const program = startProgram(['src/proxy/manage-users.ts', ...args], env)
    return { code: await program.ended, output: program.output() }
  }
  async function startProxy() {
    const program = startProgram(['src/proxy/main.ts'], env)
    closing.push(program.stop)
    return { program, address: await addressOf(program) }
  }
  return { folder, env, user, startProxy }
}

const secretIn = (output: string): string => /\/link#([\w-]{43})/.exec(output)?.[1] ?? ''

/** The cookies that an answer sets, as a browser sends them. */
const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, ...headers },
    body: JSON.stringify(body),
  })

it('registers somebody beside a proxy that is running, whose secrets are nowhere in the clear', async () => {
  const { folder, user, startProxy } = openState()
  const { program, address } = await startProxy()
  const whoAmI = async (cookie = '') =>
    session.parse(await (await fetch(`${address}/api/session`, { headers: { cookie } })).json())
  expect((await whoAmI()).mode).toBe('single')
  const added = await user('add', 'ada@example.com', '--role', 'admin', '--name', 'Ada')
  expect(added.code).toBe(0)
  const secret = secretIn(added.output)
  expect((await whoAmI()).mode).toBe('registered')

  const password = 'the first phrase of Ada'
  await post(`${address}/api/links/look-up`, { link: secret })
  const used = await post(`${address}/api/links/use`, { link: secret, password })
  expect(used.status).toBe(204)
  const wrong = 'a wrong phrase of Eve'
  await post(`${address}/api/session`, { email: 'ada@example.com', password: wrong })
  const signedIn = await post(`${address}/api/session`, { email: 'ada@example.com', password })
  const cookies = [used, signedIn].map(cookiesOf)
  for (const cookie of cookies) expect((await whoAmI(cookie)).user).toMatchObject({ name: 'Ada' })
  const answer = await fetch(`${address}/api/session/all`, {
    headers: { cookie: cookies[0] ?? '' },
  })
  const rejected = await user('disable', 'ada@example.com')
  expect([rejected.code, rejected.output]).toEqual([1, expect.stringContaining('last admin')])

  const secrets = [secret, password, wrong]
  for (const cookie of cookies)
    secrets.push(...cookie.split('; ').map((pair) => pair.split('=')[1] ?? ''))
  expect(secrets).toHaveLength(7)
  expect(secrets.every((text) => text.length > 20)).toBe(true)
  const written = [
    program.output(),
    await answer.text(),
    // While the proxy runs, the last changes are in the write-ahead log.
    ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')),
  ]
  expect(written.join('')).toContain('ada@example.com')
  for (const text of secrets) expect(written.some((place) => place.includes(text))).toBe(false)
})

it('does not start at a public address without anybody who could sign in', async () => {
  const { env } = openState()
  const open = { ...env, KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com', HOST: '0.0.0.0' }
  const program = startProgram(['src/proxy/main.ts'], open)
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('npm run user -- add <e-mail> --role admin')
})
