import { expect, it } from 'vitest'
import type { Problem } from '#contract/api/problem.ts'
import type { OwnSession } from '#contract/api/session.ts'
import { goodPassword, openPeopleHarness } from '#testing/people-harness.ts'

const url = new URL('https://contacts.example.com')
const page = { host: url.host, origin: url.origin }
const credentials = { email: 'ada@example.com', password: goodPassword }

/** Behind a reverse proxy that terminates TLS and signs nobody in. */
const openBehindTls = () => openPeopleHarness({ reverseProxy: { url, secret: null } })

it('lets people sign in behind a reverse proxy that terminates TLS only', async () => {
  const { register, openBrowser } = openBehindTls()
  await register('ada@example.com', 'admin')
  const browser = openBrowser('172.18.0.2')
  const headers = { ...page, 'x-forwarded-for': '6.6.6.6, 203.0.113.7' }
  const answer = await browser.ask('POST', '/api/session', { payload: credentials, headers })
  expect(answer.statusCode).toBe(204)
  const list = await browser.ask('GET', '/api/session/all', { headers })
  // The last one was added by the reverse proxy itself.
  expect(list.json<{ items: OwnSession[] }>().items).toMatchObject([{ address: '203.0.113.7' }])
})

it('does not believe anybody there who they say they are', async () => {
  const { register, openBrowser } = openBehindTls()
  await register('ada@example.com', 'admin')
  const headers = {
    ...page,
    'x-forwarded-user': 'ada@example.com',
    'kartoteka-reverse-proxy': 'x'.repeat(32),
  }
  const answer = await openBrowser().ask('GET', '/api/session', { headers })
  expect(answer.json()).toMatchObject({ user: null, signIn: { unknownUser: null } })
})

it('answers at its public address only, and lets nobody in if nobody is registered any more', async () => {
  const { openBrowser } = openBehindTls()
  const ask = (host: string) =>
    openBrowser().ask('GET', '/api/sources', { headers: { ...page, host } })
  expect((await ask('localhost')).statusCode).toBe(403)
  expect((await ask('rebound.example')).statusCode).toBe(403)
  const answer = await ask(url.host)
  expect([answer.statusCode, answer.json<Problem>().code]).toEqual([401, 'unauthenticated'])
})

it('accepts a write there from its own page only', async () => {
  const { register, openBrowser } = openBehindTls()
  await register('ada@example.com', 'admin')
  for (const [origin, status] of [
    [url.origin, 204],
    ['http://contacts.example.com', 403],
    ['https://evil.example', 403],
  ] as const) {
    const headers = { ...page, origin }
    const answer = await openBrowser().ask('POST', '/api/session', {
      payload: credentials,
      headers,
    })
    expect(answer.statusCode).toBe(status)
  }
})

it('counts open requests by person and not by address', async () => {
  const { register, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  await register('bob@example.com', 'viewer')
  const [ada, bob] = [await signedIn('ada@example.com'), await signedIn('bob@example.com')]
  const open = await Promise.all(Array.from({ length: 120 }, () => ada.start('GET', '/api/events')))
  expect((await ada.ask('GET', '/api/session')).statusCode).toBe(429)
  expect((await bob.ask('GET', '/api/session')).statusCode).toBe(200)
  for (const answer of open) answer.stream().destroy()
})

it('recognises a path whose letters are percent-encoded', async () => {
  const { register, openBrowser, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const ada = await signedIn('ada@example.com')
  const session = await ada.ask('GET', '/%61%70i/session?')
  expect(session.json()).toMatchObject({ user: { email: 'ada@example.com' } })
  expect(session.headers['cache-control']).toBe('no-store')
  expect((await ada.ask('GET', '/%61pi/sources/ma%69n/contacts')).statusCode).toBe(200)
  expect((await openBrowser().ask('GET', '/%61pi/users')).statusCode).toBe(401)
  const open = await Promise.all(
    Array.from({ length: 120 }, () => ada.start('GET', '/ap%69/events')),
  )
  expect((await ada.ask('GET', '/%41pi/session')).statusCode).toBe(404)
  expect((await ada.ask('GET', '/%61pi/session')).statusCode).toBe(429)
  for (const answer of open) answer.stream().destroy()
})

it('opens the demo as its admin, and as each role that somebody looks at it as', async () => {
  const { openBrowser, proxy } = openPeopleHarness({ hasDemo: true })
  const browser = openBrowser()
  const create = { items: [{ changes: [] }, { changes: [] }] }
  expect(await browser.whoAmI()).toMatchObject({ mode: 'demo', via: 'demo', demoRole: 'admin' })
  for (const [as, status] of [
    ['viewer', 403],
    ['support', 403],
    ['editor', 200],
    ['admin', 200],
  ] as const) {
    const answer = await browser.ask('PUT', '/api/demo/role', { payload: { role: as } })
    expect([answer.statusCode, answer.cookies[0]?.name]).toEqual([204, 'kartoteka-demo-role'])
    const me = await browser.whoAmI()
    expect([me.demoRole, me.installation.length]).toEqual([as, as === 'admin' ? 3 : 0])
    expect(me.sources.map(({ role }) => role)).toEqual([as, as, as])
    const items = await browser.ask('POST', '/api/sources/main/contacts', { payload: create })
    expect(items.statusCode).toBe(status)
    // Whoever may do little gets back by the same menu.
    expect((await browser.ask('GET', '/api/demo')).statusCode).toBe(200)
  }
  await proxy.close()
})

it('has the role of the demo nowhere else', async () => {
  const { openBrowser, register, signedIn } = openPeopleHarness()
  const stranger = openBrowser()
  stranger.cookies.set('kartoteka-demo-role', 'admin')
  const put = await stranger.ask('PUT', '/api/demo/role', { payload: { role: 'admin' } })
  expect(put.statusCode).toBe(404)
  await register('root@example.com', 'admin')
  await register('ada@example.com', 'viewer')
  expect((await stranger.whoAmI()).user).toBeNull()
  const ada = await signedIn('ada@example.com')
  ada.cookies.set('kartoteka-demo-role', 'admin')
  const roles = (await ada.whoAmI()).sources.map(({ role }) => role)
  expect(roles).toEqual(['viewer', 'viewer', 'viewer'])
})
