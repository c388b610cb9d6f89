import { describe, expect, it } from 'vitest'
import { apiKeyList, madeApiKey, type NewApiKey } from '#contract/api/keys.ts'
import { session } from '#contract/api/session.ts'
import {
  goodPassword,
  openPeopleHarness,
  type PeopleHarness,
  type TestBrowser,
} from '#testing/people-harness.ts'
import { buildStack } from '#testing/stack.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const contacts = '/api/sources/main/contacts'
const draft = {
  items: [{ changes: [{ attribute: 'name', set: { kind: 'text', values: ['Ada'] } }] }],
}
const address = '10.0.0.9'

/** A request with a key and nothing else, as a script sends it. */
const scriptOf =
  ({ proxy }: Pick<PeopleHarness, 'proxy'>, key: string, from = address) =>
  (url: string, payload?: object, headers: Record<string, string> = {}) =>
    proxy.inject({
      method: payload ? 'POST' : 'GET',
      url,
      remoteAddress: from,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(payload && { payload }),
    })

async function make(browser: TestBrowser, asked: Partial<NewApiKey> = {}) {
  const payload = { label: 'Import', role: 'editor', ...asked }
  const answer = await browser.ask('POST', '/api/keys', { payload })
  expect([answer.statusCode, answer.body.slice(0, 200)]).toEqual([201, expect.any(String)])
  return madeApiKey.parse(answer.json())
}

async function openWithKey(asked: Partial<NewApiKey> = {}) {
  const harness = openPeopleHarness()
  await harness.register('admin@example.com', 'admin')
  const userId = await harness.register('ada@example.com', 'editor')
  const browser = await harness.signedIn('ada@example.com')
  const { key, apiKey } = await make(browser, asked)
  return { ...harness, userId, browser, key, apiKey, ask: scriptOf(harness, key) }
}

describe('an API key', () => {
  it('is shown once, listed by its end, and used without an origin', async () => {
    const { browser, key, apiKey, ask } = await openWithKey()
    expect(key).toMatch(/^ktk_[\w-]{43}$/)
    expect(apiKey).toMatchObject({
      label: 'Import',
      role: 'editor',
      sources: null,
      lastUsedAt: null,
    })
    expect((await ask(contacts)).statusCode).toBe(200)
    expect((await ask(contacts, draft)).statusCode).toBe(200)
    expect(session.parse((await ask('/api/session')).json())).toMatchObject({
      via: 'key',
      user: { name: expect.stringContaining('(key: Import)') },
    })
    const { items } = apiKeyList.parse((await browser.ask('GET', '/api/keys')).json())
    expect(items).toEqual([{ ...apiKey, ending: key.slice(-4), lastUsedAt: expect.any(String) }])
  })

  it('has no more rights than its role, its sources and its owner at the moment', async () => {
    const { auth, userId, browser, ...harness } = await openWithKey()
    const script = async (asked: Partial<NewApiKey>) =>
      scriptOf(harness, (await make(browser, asked)).key)
    const viewer = await script({ role: 'viewer' })
    const legacy = await script({ role: 'admin', sources: ['legacy'] })
    expect((await viewer(contacts)).statusCode).toBe(200)
    expect((await viewer(contacts, draft)).statusCode).toBe(403)
    expect((await legacy(contacts)).statusCode).toBe(403)
    expect((await legacy('/api/sources/legacy/contacts')).statusCode).toBe(200)
    expect((await legacy('/api/users')).statusCode).toBe(403)
    const all = await script({ role: 'admin' })
    expect((await all(contacts, draft)).statusCode).toBe(200)
    expect((await all('/api/users')).statusCode).toBe(403)
    await auth.changes.setRole(userId, '*', 'viewer', localActor)
    expect((await all(contacts, draft)).statusCode).toBe(403)
    await auth.changes.setRole(userId, '*', 'admin', localActor)
    expect((await all('/api/users')).statusCode).toBe(200)
  })

  it('makes cookies of the same request meaningless', async () => {
    const { ask, proxy, signedIn, key } = await openWithKey({ role: 'viewer' })
    const admin = await signedIn('admin@example.com')
    const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const who = async (script: typeof ask) =>
      session.parse((await script('/api/session', undefined, { cookie })).json()).via
    expect(await who(ask)).toBe('key')
    expect((await ask(contacts, draft, { cookie })).statusCode).toBe(403)
    const wrong = scriptOf({ proxy }, `${key.slice(0, -1)}_`)
    expect((await wrong(contacts, draft, { cookie })).statusCode).toBe(401)
    const short = scriptOf({ proxy }, 'ktk_short')
    expect((await short(contacts, draft, { cookie })).statusCode).toBe(401)
    // A token that is not ours, as reverse proxies pass on, proves no origin.
    const foreign = scriptOf({ proxy }, 'eyJhbGciOiJub25lIn0')
    expect((await foreign(contacts, draft, { cookie })).statusCode).toBe(403)
    expect((await foreign(contacts, undefined, { cookie })).statusCode).toBe(200)
  })

  it('neither shows nor ends where its owner is signed in, also with their cookies', async () => {
    const { ask, proxy, browser, key } = await openWithKey()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const all = await ask('/api/session/all', undefined, { cookie })
    expect([all.statusCode, all.body.includes('10.0.0.1')]).toEqual([403, false])
    for (const url of ['/api/session', '/api/session/all']) {
      const headers = { authorization: `Bearer ${key}`, cookie }
      await proxy.inject({ method: 'DELETE', url, headers, remoteAddress: address })
    }
    await proxy.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: 'admin@example.com', password: goodPassword },
      headers: { authorization: `Bearer ${key}`, cookie },
    })
    expect((await browser.ask('GET', '/api/keys')).statusCode).toBe(200)
  })

  it('ends when it expires, is revoked, or its owner is disabled or removed', async () => {
    const { clock, browser, auth, userId, ask, apiKey, ...harness } = await openWithKey()
    const brief = await make(browser, { expiresAt: new Date(clock.at + 60_000).toISOString() })
    const last = await make(browser)
    const status = async (key: string) => (await scriptOf(harness, key)(contacts)).statusCode
    expect(await status(brief.key)).toBe(200)
    clock.at += 60_000
    expect(await status(brief.key)).toBe(401)
    const revoke = () => browser.ask('DELETE', `/api/keys/${apiKey.id}`)
    expect((await revoke()).statusCode).toBe(204)
    expect((await ask(contacts)).statusCode).toBe(401)
    expect((await revoke()).statusCode).toBe(404)
    const { items } = apiKeyList.parse((await browser.ask('GET', '/api/keys')).json())
    expect(items.map(({ id }) => id)).toEqual([last.apiKey.id])
    await auth.changes.disable(userId, localActor)
    expect(await status(last.key)).toBe(401)
    // What was ended is not revived.
    await auth.changes.enable(userId, localActor)
    expect(await status(last.key)).toBe(401)
    await auth.changes.remove(userId, localActor)
    expect(await harness.store.db.selectFrom('api_keys').selectAll().execute()).toEqual([])
  })

  it('belongs to somebody, who alone can see and revoke it by signing in', async () => {
    const { signedIn, apiKey, ask } = await openWithKey({ role: 'admin' })
    const admin = await signedIn('admin@example.com')
    expect((await admin.ask('GET', '/api/keys')).json()).toEqual({ items: [] })
    expect((await admin.ask('DELETE', `/api/keys/${apiKey.id}`)).statusCode).toBe(404)
    expect((await ask('/api/keys')).statusCode).toBe(403)
    expect((await ask('/api/keys', { label: 'x', role: 'viewer' })).statusCode).toBe(403)
    expect((await ask(contacts)).statusCode).toBe(200)
    const { proxy } = buildStack({ contacts: 0 })
    const alone = await proxy.inject({ url: '/api/keys' })
    expect([alone.statusCode, alone.json()]).toEqual([
      403,
      expect.objectContaining({ message: expect.stringContaining('nobody is registered') }),
    ])
    expect((await scriptOf({ proxy }, 'ktk_x')(contacts)).statusCode).toBe(401)
  })

  it.each([
    [{ label: ' ' }, 'label'],
    [{ role: 'boss' }, 'role'],
    [{ sources: [] }, 'sources'],
    [{ expiresAt: '2026-01-01T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: '9999-01-01T00:00:00Z' }, 'expiresAt'],
    [{ admin: true }, 'admin'],
  ])('is not made with %o', async (asked, field) => {
    const { browser } = await openWithKey()
    const payload = { label: 'Import', role: 'editor', ...asked }
    const answer = await browser.ask('POST', '/api/keys', { payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(field)
  })
})

describe('requests with keys', () => {
  it('are limited for each key', async () => {
    const { ask, clock, browser, ...harness } = await openWithKey()
    const statuses = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => ask('/api/session')))).map(
        ({ statusCode }) => statusCode,
      )
    expect(new Set(await statuses(50))).toEqual(new Set([200]))
    const answer = await ask('/api/session')
    expect(answer.statusCode).toBe(429)
    expect(answer.headers['retry-after']).toBe('1')
    expect(answer.json()).toMatchObject({ code: 'throttled' })
    const other = scriptOf(harness, (await make(browser)).key)
    expect((await other('/api/session')).statusCode).toBe(200)
    clock.at += 1000
    const { 200: allowed, 429: throttled } = Object.groupBy(await statuses(11), (status) => status)
    expect([allowed?.length, throttled?.length]).toEqual([10, 1])
  })

  it('are limited for each address if the keys are wrong, which keeps nobody else out', async () => {
    const { ask, clock, proxy } = await openWithKey()
    const guess = scriptOf({ proxy }, `ktk_${'x'.repeat(43)}`)
    for (let tries = 0; tries < 20; tries += 1) expect((await guess(contacts)).statusCode).toBe(401)
    const answer = await guess(contacts)
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '5'])
    expect((await ask(contacts)).statusCode).toBe(200)
    const elsewhere = scriptOf({ proxy }, 'ktk_', '10.0.0.10')
    expect((await elsewhere(contacts)).statusCode).toBe(401)
    clock.at += 5000
    expect((await guess(contacts)).statusCode).toBe(401)
  })

  it('leave no key in the log, in answers and in the state', async () => {
    let log = ''
    const harness = openPeopleHarness({ log: (line) => void (log += line) })
    await harness.register('ada@example.com', 'admin')
    const browser = await harness.signedIn('ada@example.com')
    const { key } = await make(browser)
    const guessed = `ktk_${'y'.repeat(43)}`
    const answers = [
      await scriptOf(harness, key)(contacts),
      await scriptOf(harness, key)(`${contacts}/0`),
      await scriptOf(harness, guessed)(contacts),
      await scriptOf(harness, key)('/api/session'),
      await browser.ask('GET', '/api/keys'),
    ].map(({ body, headers }) => body + JSON.stringify(headers))
    const rows = await harness.store.db.selectFrom('api_keys').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(log).toContain('"path":"/api/sources/main/contacts"')
    const everywhere = [log, ...answers, JSON.stringify(rows)].join()
    for (const secret of [key.slice(0, -4), guessed]) expect(everywhere).not.toContain(secret)
  })
})
