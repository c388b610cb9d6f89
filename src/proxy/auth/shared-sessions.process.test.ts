import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { session } from '#contract/api/session.ts'
import { openStore, type Store } from '#proxy/store/state-store.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { addressOf, startProgram, type Program } from '#testing/program.ts'
import { createAuth, type Auth } from './auth-service.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const password = 'the first phrase of Ada'
const email = 'ada@example.com'

let postgres: TestPostgres
let url: string
let store: Store
let auth: Auth
const programs: Program[] = []

beforeAll(async () => {
  postgres = await startPostgres()
  url = await postgres.newDatabase()
  store = await openStore({ kind: 'postgres', url })
  auth = createAuth({ store, listSourceUsers: () => Promise.resolve([]) })
}, 120_000)
afterAll(async () => {
  for (const program of programs) await program.stop()
  auth.close()
  await store.close()
  await postgres.stop()
})

async function startProxy() {
  const env = { DATABASE_URL: url, KARTOTEKA_DEMO_MENU: '0', PORT: '0', LOG_LEVEL: 'debug' }
  const program = startProgram(['src/proxy/main.ts'], env)
  programs.push(program)
  const address = await addressOf(program)
  const ask = (method: string, path: string, { cookie = '', body }: Asked = {}) =>
    fetch(address + path, {
      method,
      headers: {
        origin: address,
        cookie,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    program,
    ask,
    signIn: (shown = password) => ask('POST', '/api/session', { body: { email, password: shown } }),
    whoAmI: async (cookie: string) =>
      session.parse(await (await ask('GET', '/api/session', { cookie })).json()).user?.email,
  }
}
type Asked = { cookie?: string; body?: object }

const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

async function register(): Promise<string> {
  const roles = [{ source: '*', role: 'admin' as const }]
  const { id, link } = await auth.changes.add({ email, name: 'Ada', roles }, localActor)
  const browser = { address: '::1', agent: undefined, session: undefined, device: undefined }
  await auth.signingIn.byLink(link.secret, password, browser)
  return id
}

it('signs out at all processes at once, and counts guesses for all of them', async () => {
  const id = await register()
  const [first, second] = await Promise.all([startProxy(), startProxy()])
  const cookie = cookieOf(await first.signIn())
  expect(await second.whoAmI(cookie)).toBe(email)
  expect((await first.ask('DELETE', '/api/session', { cookie })).status).toBe(204)
  expect(await second.whoAmI(cookie)).toBeUndefined()

  const again = cookieOf(await second.signIn())
  expect(await first.whoAmI(again)).toBe(email)
  const list = await first.ask('DELETE', '/api/session/all', { cookie: again })
  expect(list.status).toBe(204)
  expect(await second.whoAmI(again)).toBe(email)
  await auth.sessions.endAll(id, null)
  expect([await first.whoAmI(again), await second.whoAmI(again)]).toEqual([undefined, undefined])

  await sql`delete from sign_in_attempts`.execute(store.db)
  for (let guess = 0; guess < 2; guess++)
    for (const { signIn } of [first, second])
      expect((await signIn('a wrong phrase')).status).toBe(401)
  const counted = await store.db.selectFrom('sign_in_attempts').select('failures').execute()
  expect(counted).toEqual([{ failures: 4 }, { failures: 4 }, { failures: 4 }])
  const { rows } = await sql<{ text: string }>`
    select coalesce(jsonb_agg(t)::text, '') as text from (
      select to_jsonb(s) as t from sessions s union all select to_jsonb(l) from one_time_links l
      union all select to_jsonb(d) from known_devices d union all select to_jsonb(u) from users u) all_rows`.execute(
    store.db,
  )
  const written = [rows[0]?.text ?? '', first.program.output(), second.program.output()].join('\n')
  for (const text of [password, ...again.split('; ').map((pair) => pair.split('=')[1] ?? '')])
    expect(written).not.toContain(text)
  await sql`delete from sign_in_attempts`.execute(store.db)
})

it('leaves no half session when a process dies while people sign in', async () => {
  await auth.signingIn.byPassword(email, password, {
    address: '::1',
    agent: undefined,
    session: undefined,
    device: undefined,
  })
  const count = async (table: 'sessions' | 'known_devices') => {
    const { n } = await store.db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(n)
  }
  await store.db.deleteFrom('sessions').execute()
  await store.db.deleteFrom('known_devices').execute()
  const { program, signIn } = await startProxy()
  // No more than an address may try at once.
  const answers = Array.from({ length: 5 }, () => signIn().catch(() => undefined))
  await expect.poll(() => count('sessions'), { interval: 5 }).toBeGreaterThan(0)
  program.process.kill('SIGKILL')
  const cookies = (await Promise.all(answers)).flatMap((answer) =>
    answer?.status === 204 ? [cookieOf(answer)] : [],
  )
  await program.ended
  // The database notices that its client is gone.
  await expect.poll(() => openTransactions()).toBe(0)
  // A sign-in is a session and a known browser, or neither.
  expect(await count('sessions')).toBe(await count('known_devices'))
  expect(cookies.length).toBeLessThanOrEqual(await count('sessions'))
  const next = await startProxy()
  for (const cookie of cookies) expect(await next.whoAmI(cookie)).toBe(email)
  expect((await next.signIn()).status).toBe(204)
})

async function openTransactions(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
    where state like 'idle in transaction%' and pid <> pg_backend_pid()`.execute(store.db)
  return rows[0]?.n ?? 0
}
