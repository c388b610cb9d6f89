import { expect, it } from 'vitest'
import type { Problem } from '#contract/api/problem.ts'
import type { LinkFacts } from '#contract/api/sign-in.ts'
import { goodPassword, openPeopleHarness } from '#testing/people-harness.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const hour = 3_600_000 // milliseconds
const contacts = '/api/sources/main/contacts'

it('asks everybody to sign in once somebody is registered', async () => {
  const { openBrowser, register } = openPeopleHarness()
  const browser = openBrowser()
  expect(await browser.whoAmI()).toMatchObject({
    mode: 'single',
    via: 'local',
    user: { id: 'local', name: 'this computer', email: null },
    installation: ['sources', 'users', 'audit'],
  })
  expect((await browser.ask('GET', contacts)).statusCode).toBe(200)
  await register('ada@example.com', 'admin')
  const answer = await browser.ask('GET', contacts)
  expect([answer.statusCode, answer.json<Problem>().code]).toEqual([401, 'unauthenticated'])
  expect(await browser.whoAmI()).toMatchObject({
    mode: 'registered',
    user: null,
    sources: [],
    installation: [],
    signIn: { password: true },
  })
})

it('signs in by e-mail and password, and says what one may do', async () => {
  const { openBrowser, register } = openPeopleHarness()
  await register('root@example.com', 'admin')
  const id = await register('ada@example.com', { main: 'editor', bots: 'support' })
  const browser = openBrowser()
  const answer = await browser.signIn(' ADA@example.com')
  expect(answer.statusCode).toBe(204)
  const [session, device] = answer.cookies
  expect(session).toMatchObject({ name: 'kartoteka', httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(device).toMatchObject({ name: 'kartoteka-device', httpOnly: true, sameSite: 'Lax' })
  const me = await browser.whoAmI()
  expect(me).toMatchObject({ via: 'session', user: { id, email: 'ada@example.com' } })
  expect(me.sources.map(({ source, role, maxRows }) => [source, role, maxRows])).toEqual([
    ['main', 'editor', 10_000],
    ['bots', 'support', 250],
  ])
  const sources = (await browser.ask('GET', '/api/sources')).json<{ items: { id: string }[] }>()
  expect(sources.items.map((source) => source.id)).toEqual(['main', 'bots'])
})

it('names the cookie so that no other host can set it, where it is used over https', async () => {
  const secret = 'x'.repeat(32)
  const url = new URL('https://contacts.example.com')
  const { openBrowser, register } = openPeopleHarness({ reverseProxy: { url, secret } })
  await register('ada@example.com', 'admin')
  const browser = openBrowser()
  const headers = { host: url.host, origin: url.origin, 'kartoteka-reverse-proxy': secret }
  const payload = { email: 'ada@example.com', password: goodPassword }
  const answer = await browser.ask('POST', '/api/session', { payload, headers })
  expect(answer.cookies).toMatchObject([
    { name: '__Host-kartoteka', secure: true, path: '/', httpOnly: true },
    { name: '__Host-kartoteka-device', secure: true },
  ])
  expect(answer.headers['set-cookie']).not.toContain('Domain')
})

it('says the same of a wrong password, an unknown e-mail and a disabled account', async () => {
  const { openBrowser, register, auth, counted } = openPeopleHarness()
  await register('root@example.com', 'admin')
  await register('ada@example.com', 'editor')
  await auth.changes.disable(await register('gone@example.com', 'editor'), localActor)
  await auth.changes.add(
    {
      email: 'new@example.com',
      name: '',
      roles: [{ source: '*', role: 'editor' }],
    },
    localActor,
  )
  const answers = []
  for (const [email, password] of [
    ['ada@example.com', 'wrong horse battery'],
    ['nobody@example.com', goodPassword],
    ['gone@example.com', goodPassword],
    ['new@example.com', goodPassword],
  ] as const) {
    counted.compared = 0
    const answer = await openBrowser().signIn(email, password)
    const { requestId: _id, ...problem } = answer.json<Problem>()
    answers.push({ status: answer.statusCode, problem, compared: counted.compared })
  }
  expect(answers[0]).toMatchObject({ status: 401, compared: 1 })
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
})

it('begins a new session at each sign-in, and ends the one that the browser had', async () => {
  const { openBrowser, register } = openPeopleHarness()
  await register('root@example.com', 'admin')
  await register('ada@example.com', 'editor')
  const browser = openBrowser()
  // Somebody else has planted a session ID.
  browser.cookies.set('kartoteka', 'a'.repeat(43))
  await browser.signIn('ada@example.com')
  const first = browser.cookies.get('kartoteka') ?? ''
  expect(first).not.toBe('a'.repeat(43))
  await browser.signIn('root@example.com')
  expect(browser.cookies.get('kartoteka')).not.toBe(first)
  const thief = openBrowser()
  thief.cookies.set('kartoteka', first)
  expect((await thief.whoAmI()).user).toBeNull()
})

it('signs out: what was stolen before is worth nothing', async () => {
  const { openBrowser, register, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const browser = await signedIn('ada@example.com')
  const thief = openBrowser()
  for (const [name, value] of browser.cookies) thief.cookies.set(name, value)
  expect((await thief.ask('GET', contacts)).statusCode).toBe(200)
  expect((await browser.ask('DELETE', '/api/session')).statusCode).toBe(204)
  expect(browser.cookies.has('kartoteka')).toBe(false)
  expect((await thief.ask('GET', contacts)).statusCode).toBe(401)
})

it('ends a session that is not used for a day, and any after two weeks', async () => {
  const { clock, register, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const idle = await signedIn('ada@example.com')
  const busy = await signedIn('ada@example.com')
  for (let hours = 0; hours < 14 * 24; hours += 23) {
    expect((await busy.ask('GET', contacts)).statusCode).toBe(200)
    // What was used is stored beside the answer.
    await expect
      .poll(async () => (await busy.ask('GET', '/api/session/all')).json().items[0].lastSeenAt)
      .toBe(new Date(clock.at).toISOString())
    clock.at += 23 * hour
  }
  expect((await busy.ask('GET', contacts)).statusCode).toBe(401)
  expect((await idle.ask('GET', contacts)).statusCode).toBe(401)
})

it('lists where one is signed in, and signs out of one or of all others', async () => {
  const { register, signedIn } = openPeopleHarness()
  await register('root@example.com', 'admin')
  await register('ada@example.com', 'editor')
  const [here, there, elsewhere] = [
    await signedIn('ada@example.com', '10.0.0.1'),
    await signedIn('ada@example.com', '10.0.0.2'),
    await signedIn('ada@example.com', '10.0.0.3'),
  ]
  const root = await signedIn('root@example.com')
  type Items = { items: { id: string; address: string; isCurrent: boolean }[] }
  const list = async () => (await here.ask('GET', '/api/session/all')).json<Items>().items
  const items = await list()
  expect(items).toHaveLength(3)
  expect(items[0]).toMatchObject({ isCurrent: true, address: '10.0.0.1' })
  const other = items.find(({ address }) => address === '10.0.0.2')?.id ?? ''
  expect((await root.ask('DELETE', `/api/session/all/${other}`)).statusCode).toBe(404)
  expect((await there.ask('GET', contacts)).statusCode).toBe(200)
  expect((await here.ask('DELETE', `/api/session/all/${other}`)).statusCode).toBe(204)
  expect((await there.ask('GET', contacts)).statusCode).toBe(401)
  expect((await here.ask('DELETE', '/api/session/all')).statusCode).toBe(204)
  expect((await elsewhere.ask('GET', contacts)).statusCode).toBe(401)
  expect(await list()).toHaveLength(1)
})

it('ends other sessions only a short time after signing in', async () => {
  const { clock, register, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const here = await signedIn('ada@example.com', '10.0.0.1')
  const there = await signedIn('ada@example.com', '10.0.0.2')
  clock.at += 11 * 60_000
  const { items } = (await here.ask('GET', '/api/session/all')).json()
  const other = items.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent).id
  for (const url of ['/api/session/all', `/api/session/all/${other}`]) {
    const answer = await here.ask('DELETE', url)
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated'])
  }
  expect((await there.ask('GET', contacts)).statusCode).toBe(200)
  expect((await here.ask('GET', contacts)).statusCode).toBe(200)
  await here.signIn('ada@example.com')
  expect((await here.ask('DELETE', `/api/session/all/${other}`)).statusCode).toBe(204)
  expect((await there.ask('GET', contacts)).statusCode).toBe(401)
})

it('sets a password by a link, once, and signs in', async () => {
  const { auth, clock, openBrowser, register } = openPeopleHarness()
  await register('root@example.com', 'admin')
  const roles = [{ source: '*', role: 'viewer' as const }]
  const { link } = await auth.changes.add(
    { email: 'ada@example.com', name: 'Ada', roles },
    localActor,
  )
  const browser = openBrowser()
  const lookUp = async (secret: string) =>
    (
      await browser.ask('POST', '/api/links/look-up', { payload: { link: secret } })
    ).json<LinkFacts>()
  const use = (password: string) =>
    browser.ask('POST', '/api/links/use', { payload: { link: link.secret, password } })
  const facts = { state: 'good', purpose: 'invite', email: 'ada@example.com', name: 'Ada' }
  expect(await lookUp(link.secret)).toMatchObject(facts)
  expect(await lookUp(link.secret)).toMatchObject(facts)
  expect(await lookUp('x'.repeat(43))).toMatchObject({ state: 'unknown', email: null })
  const weak = await use('ada@example.com')
  expect([weak.statusCode, weak.json<Problem>().fields?.[0]?.name]).toEqual([400, 'password'])
  expect((await use('first phrase of Ada')).statusCode).toBe(204)
  expect((await browser.whoAmI()).user).toMatchObject({ name: 'Ada', hasPassword: true })
  const again = await use('another phrase of Eve')
  expect([again.statusCode, again.json<Problem>().fields?.[0]?.name]).toEqual([400, 'link'])
  expect(await lookUp(link.secret)).toMatchObject({ state: 'used', email: null })
  expect((await openBrowser().signIn('ada@example.com', 'first phrase of Ada')).statusCode).toBe(
    204,
  )
  const [ada] = (await auth.users.list()).filter(({ email }) => email === 'ada@example.com')
  const reset = await auth.changes.newLink(ada?.id ?? '', localActor)
  expect(await lookUp(reset.secret)).toMatchObject({ state: 'good', purpose: 'reset' })
  clock.at += 25 * hour
  expect(await lookUp(reset.secret)).toMatchObject({ state: 'expired', email: null })
})

it('signs everybody out who was signed in by the password that a link replaces', async () => {
  const { auth, openBrowser, register, signedIn } = openPeopleHarness()
  const id = await register('ada@example.com', 'admin')
  const thief = await signedIn('ada@example.com')
  const { secret } = await auth.changes.newLink(id, localActor)
  const payload = { link: secret, password: 'a new phrase of Ada' }
  expect((await openBrowser().ask('POST', '/api/links/use', { payload })).statusCode).toBe(204)
  expect((await thief.ask('GET', contacts)).statusCode).toBe(401)
})

it('changes a password for who knows the present one, and signs out everywhere else', async () => {
  const { register, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const [browser, other] = [await signedIn('ada@example.com'), await signedIn('ada@example.com')]
  const change = (current: string, password: string) =>
    browser.ask('PUT', '/api/session/password', { payload: { current, password } })
  const wrong = await change('wrong horse battery', 'a new phrase of Ada')
  expect([wrong.statusCode, wrong.json<Problem>().fields?.[0]?.name]).toEqual([400, 'current'])
  const former = browser.cookies.get('kartoteka')
  expect((await change(goodPassword, 'a new phrase of Ada')).statusCode).toBe(204)
  expect(browser.cookies.get('kartoteka')).not.toBe(former)
  expect((await browser.ask('GET', contacts)).statusCode).toBe(200)
  expect((await other.ask('GET', contacts)).statusCode).toBe(401)
})

it('ignores cookies that it did not set', async () => {
  const { openBrowser, register } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const browser = openBrowser()
  for (const value of ['', 'short', `${'a'.repeat(42)}%`, 'a'.repeat(5000), '{"v":1}']) {
    browser.cookies.set('kartoteka', value)
    expect((await browser.whoAmI()).user).toBeNull()
    expect((await browser.ask('GET', contacts)).statusCode).toBe(401)
  }
})

it('does not sign in for another site', async () => {
  const { openBrowser, register } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const headers = { origin: 'https://evil.example' }
  const payload = { email: 'ada@example.com', password: goodPassword }
  const answer = await openBrowser().ask('POST', '/api/session', { payload, headers })
  expect(answer.statusCode).toBe(403)
})
