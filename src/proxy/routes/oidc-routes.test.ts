import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { providerSignOut } from '#contract/api/sign-in-problem.ts'
import {
  openOidcHarness,
  signInProblemIn,
  startProviderForProxies,
  type OidcHarness,
} from '#testing/oidc-harness.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const provider = await startProviderForProxies()
afterAll(() => provider.close())
const ada = { email: 'Ada@example.com', email_verified: true, name: 'Ada Lovelace' }

const adminByClaim = {
  claim: 'groups',
  byValue: new Map([['boss', { source: '*', role: 'admin' }]] as const),
}

/** Who is signed in afterwards, or the problem. */
async function resultIn({ browser }: OidcHarness): Promise<string | null | undefined> {
  const tab = browser()
  return signInProblemIn(await tab.signIn()) ?? (await tab.whoAmI())
}

describe('signing in at the provider', () => {
  it('returns to the page that was asked for, as the person who was added', async () => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const id = await invite('ada@example.com')
    provider.signInAs('ada', ada)
    const tab = browser()
    expect(await tab.whoAmI()).toBeNull()
    const response = await tab.signIn('/main/contacts?search=a')
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe('/main/contacts?search=a')
    expect(await tab.whoAmI()).toBe(id)
    expect(await auth.users.get(id)).toMatchObject({ issuers: [provider.issuer], sessions: 1 })
    expect((await tab.open('/api/sources/main/contacts')).statusCode).toBe(200)
    // Nothing of the attempt remains.
    expect([...tab.own.keys()]).not.toContain('kartoteka-sign-in')
  })

  it('gives the browser a session that it did not have before', async () => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const id = await invite('ada@example.com')
    provider.signInAs('ada', ada)
    const tab = browser()
    await tab.signIn()
    const [first] = await auth.sessions.list(id)
    await tab.signIn()
    const [second, ...others] = await auth.sessions.list(id)
    expect(others).toEqual([])
    expect(second?.id).not.toBe(first?.id)
    expect(second?.method).toBe('openId')
  })

  it('knows a person by their identity, whatever their address is', async () => {
    const harness = await openOidcHarness(provider)
    const id = await harness.invite('ada@example.com')
    const other = await harness.invite('countess@example.com')
    provider.signInAs('ada', ada)
    expect(await resultIn(harness)).toBe(id)
    provider.signInAs('ada', { ...ada, email: 'countess@example.com', email_verified: false })
    expect(await resultIn(harness)).toBe(id)
    // The address links once: another identity with it is somebody else.
    provider.signInAs('eve', ada)
    expect(await resultIn(harness)).toBe('email_linked')
    provider.signInAs('lovelace', { ...ada, email: 'countess@example.com' })
    expect(await resultIn(harness)).toBe(other)
  })

  it('links a person with another identity after an admin has removed the former one', async () => {
    const harness = await openOidcHarness(provider, { roles: adminByClaim })
    const id = await harness.invite('ada@example.com')
    provider.signInAs('ada', { ...ada, groups: 'boss' })
    const tab = harness.browser()
    await tab.signIn()
    const unlink = (user: string) => tab.open(`/api/users/${user}/identities`, 'DELETE')
    expect((await unlink('00000000-0000-4000-a000-000000000002')).statusCode).toBe(404)
    expect((await unlink(id)).statusCode).toBe(204)
    expect(await tab.whoAmI()).toBeNull()
    provider.signInAs('eve', { ...ada, groups: 'boss' })
    expect(await resultIn(harness)).toBe(id)
  })

  it('links no address that is not verified, and lets nobody in who is unknown', async () => {
    const harness = await openOidcHarness(provider)
    await harness.invite('ada@example.com')
    provider.signInAs('ada', { ...ada, email_verified: false })
    expect(await resultIn(harness)).toBe('email_unverified')
    provider.signInAs('ada', { ...ada, email: 'eve@example.com' })
    expect(await resultIn(harness)).toBe('unknown_person')
    const users = await harness.auth.users.list()
    expect(users.flatMap(({ issuers }) => issuers)).toEqual([])
  })

  it('does not let in who is disabled, before and after the first time', async () => {
    const harness = await openOidcHarness(provider)
    const { disable, enable } = harness.auth.changes
    const id = await harness.invite('ada@example.com')
    provider.signInAs('ada', ada)
    await disable(id, localActor)
    expect(await resultIn(harness)).toBe('disabled')
    await enable(id, localActor)
    expect(await resultIn(harness)).toBe(id)
    await disable(id, localActor)
    expect(await resultIn(harness)).toBe('disabled')
  })

  it('adds who has a verified address of an allowed domain', async () => {
    const allowed = { domains: ['example.com'], claim: undefined, role: 'support' } as const
    const harness = await openOidcHarness(provider, { allowed })
    provider.signInAs('ada', { ...ada, email: 'ada@example.org' })
    expect(await resultIn(harness)).toBe('unknown_person')
    provider.signInAs('ada', ada)
    // Two tabs at once are one person.
    const tabs = [harness.browser(), harness.browser()]
    const addresses = await Promise.all(tabs.map(async (tab) => tab.follow(await tab.begin())))
    await Promise.all(tabs.map((tab, index) => tab.open(addresses[index] ?? '')))
    const users = await harness.auth.users.list()
    const [added] = users.filter(({ email }) => email === 'ada@example.com')
    expect(added).toMatchObject({ name: 'Ada Lovelace', roles: [{ source: '*', role: 'support' }] })
    for (const tab of tabs) expect(await tab.whoAmI()).toBe(added?.id)
  })

  it('is required before anybody is registered, who has to be an admin', async () => {
    const allowed = { domains: ['example.com'], claim: undefined, role: 'viewer' } as const
    provider.signInAs('ada', ada)
    const harness = await openOidcHarness(provider, { allowed }, { isEmpty: true })
    const visitor = harness.browser()
    expect(await visitor.whoAmI()).toBeNull()
    expect((await visitor.open('/api/sources/main/contacts')).statusCode).toBe(401)
    expect(await resultIn(harness)).toBe('unknown_person')
    expect(await harness.auth.users.list()).toEqual([])
  })

  it('takes roles from the claim each time, and ends sessions when they change', async () => {
    const byValue = new Map([
      ['staff', { source: '*', role: 'editor' }],
      ['boss', { source: '*', role: 'admin' }],
    ] as const)
    const harness = await openOidcHarness(provider, { roles: { claim: 'groups', byValue } })
    const { users, changes, sessions } = harness.auth
    const id = await harness.invite('ada@example.com')
    const after = async (groups: string[]) => {
      provider.signInAs('ada', { ...ada, groups })
      const result = await resultIn(harness)
      return [result, (await users.get(id)).roles.map(({ role }) => role)]
    }
    const session = { userId: id, method: 'password', address: null, agent: undefined } as const
    await sessions.begin(session)
    expect(await after(['staff'])).toEqual([id, ['editor']])
    expect(await sessions.list(id)).toHaveLength(1)
    expect(await after(['staff', 'other'])).toEqual([id, ['editor']])
    expect(await sessions.list(id)).toHaveLength(2)
    expect(await after(['other'])).toEqual(['no_role', ['editor']])
    expect(await after(['boss'])).toEqual([id, ['admin']])
    // Somebody has to remain who may change everything.
    await changes.disable(harness.adminId, localActor)
    expect(await after(['staff'])).toEqual([id, ['admin']])
  })

  it('asks userinfo for what the ID token does not have', async () => {
    const harness = await openOidcHarness(provider)
    const id = await harness.invite('ada@example.com')
    provider.signInAs('ada', ada)
    provider.setShortTokens(true)
    onTestFinished(() => provider.setShortTokens(false))
    expect(await resultIn(harness)).toBe(id)
  })

  it('leaves no secret in the log, in answers and in the state', async () => {
    let log = ''
    const harness = await openOidcHarness(provider, {}, { log: (line) => void (log += line) })
    const { browser, invite, store } = harness
    await invite('ada@example.com')
    provider.signInAs('ada', ada)
    const tab = browser()
    const address = await tab.follow(await tab.begin())
    const done = await tab.open(address)
    const session = tab.own.get('kartoteka') ?? ''
    expect(session).toMatch(/^[\w-]{43}$/)
    const code = new URL(address).searchParams.get('code') ?? ''
    const tokens = provider.tokens()
    expect([code, ...tokens].every((secret) => secret.length > 20)).toBe(true)
    provider.signInAs('eve', ada)
    await resultIn(harness)
    const rows = await Promise.all(
      (['sessions', 'identities', 'users'] as const).map((table) =>
        store.db.selectFrom(table).selectAll().execute(),
      ),
    )
    const places = [log, JSON.stringify(rows), done.body, String(done.headers['set-cookie'])]
    expect(log).toContain('nobody was signed in')
    for (const secret of [code, ...tokens]) expect(places.join()).not.toContain(secret)
    expect(places.slice(0, 3).join()).not.toContain(session)
  })
})

describe('signing out', () => {
  it('ends the session here, and leads to the page of the provider that ends it there', async () => {
    const { browser, invite } = await openOidcHarness(provider)
    await invite('ada@example.com')
    provider.signInAs('ada', ada)
    const tab = browser()
    await tab.signIn()
    const before = [...tab.own]
    const answer = await tab.open('/api/session/oidc/sign-out', 'POST')
    const { url } = providerSignOut.parse(answer.json())
    expect(await tab.whoAmI()).toBeNull()
    const there = new URL(url ?? '')
    expect(there.origin).toBe(provider.issuer)
    expect(there.searchParams.get('id_token_hint')).toMatch(/^ey/)
    const [, xsrf = ''] =
      /name="xsrf" value="(\w+)"/.exec(await (await tab.visit(there.href)).text()) ?? []
    const done = await tab.visit(`${provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' })
    expect(done.headers.get('location')).toBe('http://localhost:8080/')
    // Who has copied the cookies before is signed out as well.
    for (const [name, value] of before) tab.own.set(name, value)
    expect(await tab.whoAmI()).toBeNull()
  })

  it('works while the provider is down, without its token, and for who was never there', async () => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const userId = await invite('ada@example.com')
    const tab = browser()
    const signOut = async (method: 'openId' | 'password') => {
      const who = { userId, method, address: null, agent: undefined }
      tab.own.set('kartoteka', (await auth.sessions.begin(who)).secret)
      expect(await tab.whoAmI()).toBe(userId)
      const answer = await tab.open('/api/session/oidc/sign-out', 'POST')
      const { url } = providerSignOut.parse(answer.json())
      expect(await tab.whoAmI()).toBeNull()
      return url
    }
    provider.setDown(true)
    onTestFinished(() => provider.setDown(false))
    expect(await signOut('openId')).toBeNull()
    provider.setDown(false)
    expect(await signOut('password')).toBeNull()
    expect(await signOut('openId')).toContain(`${provider.issuer}/session/end?`)
  })
})
