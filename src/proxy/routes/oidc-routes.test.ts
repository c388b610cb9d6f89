import cookies from '@fastify/cookie'
import Fastify, { type LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAuth } from '#proxy/auth/auth-service.ts'
import { createOidc } from '#proxy/auth/oidc/oidc.ts'
import type { OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import { createPeopleDirectory } from '#proxy/auth/oidc/people-directory.ts'
import { cookieKeysOf } from '#proxy/auth/oidc/sealed-cookie.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { oidcClient, startIdentityProvider } from '#testing/identity-provider.ts'
import { oidcRoutes } from './oidc-routes.ts'

const host = 'localhost:8080'
const home = `http://${host}`
const provider = await startIdentityProvider(`${home}/api/session/oidc/callback`, `${home}/`)
afterAll(() => provider.close())

const settings: OidcSettings = {
  issuer: new URL(provider.issuer),
  title: 'Example',
  clientId: oidcClient.id,
  clientSecret: oidcClient.secret,
  scopes: 'openid email profile',
  roles: undefined,
  allowed: { domains: [], claim: undefined, role: 'viewer' },
}
const ada = { email: 'Ada@example.com', email_verified: true, name: 'Ada Lovelace' }

const asAdmin = [{ source: '*', role: 'admin' }] as const

/** A proxy with one registered person, an admin, or nobody. */
async function build(changed: Partial<OidcSettings> = {}, { isEmpty = false } = {}) {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  const auth = createAuth({ store, listSourceUsers: async () => [] })
  const { users, changes, sessions } = auth
  const admin = { email: 'admin@example.com', name: 'Admin', roles: asAdmin }
  const adminId = isEmpty ? '' : (await changes.add(admin)).id
  const used = { ...settings, ...changed }
  const signedIn: string[] = []
  const app = Fastify()
  app.register(cookies)
  app.register(
    async (api) =>
      oidcRoutes(api, {
        oidc: createOidc(used),
        allowedRole: used.allowed.role,
        keys: cookieKeysOf({ current: Buffer.alloc(32, 'k') }),
        directory: createPeopleDirectory({ store, changes, sessions }),
        publicUrl: undefined,
        beginSession: async (_request, _reply, id) => void signedIn.push(id),
        endSession: async () => void signedIn.pop(),
      }),
    { prefix: '/api' },
  )
  return {
    store,
    auth,
    users,
    changes,
    adminId,
    signedIn,
    /** Adds somebody before their first sign-in. */
    invite: async (email: string) =>
      (await changes.add({ email, name: '', roles: [{ source: '*', role: 'support' }] })).id,
    browser: () => openBrowser(app),
  }
}

type App = ReturnType<typeof Fastify>

/** A browser with cookies of its own for the proxy and for the provider. */
function openBrowser(app: App) {
  const own = new Map<string, string>()
  const providers = new Map<string, string>()

  async function open(address: string, method: 'GET' | 'POST' = 'GET') {
    const { pathname, search } = new URL(address, home)
    const response = await app.inject({
      method,
      url: pathname + search,
      headers: { host },
      cookies: Object.fromEntries(own),
    })
    for (const { name, value, maxAge } of response.cookies)
      if (maxAge === 0) own.delete(name)
      else own.set(name, value)
    return response
  }

  /** A page of the provider, or a form that is sent there. */
  async function visit(address: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...providers].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') providers.delete(name)
      else providers.set(name, value)
    }
    return response
  }

  /** Follows the provider until it sends the browser back, and returns that address. */
  async function follow(address: string): Promise<string> {
    if (address.startsWith(home)) return address
    const response = await visit(address)
    const next = response.headers.get('location')
    if (next === null) throw new Error(`${response.status} ${await response.text()}`)
    return follow(new URL(next, address).href)
  }

  const begin = async (to = '/main/contacts') =>
    String((await open(`/api/session/oidc?${new URLSearchParams({ to })}`)).headers.location)

  return {
    own,
    open,
    visit,
    follow,
    begin,
    /** Signs in completely; the last response is that of the proxy. */
    signIn: async (to?: string) => open(await follow(await begin(to))),
  }
}

/** The problem that a response leads to, or undefined if it leads elsewhere. */
function problemOf({ statusCode, headers }: LightMyRequestResponse): string | null | undefined {
  const url = new URL(String(headers.location), home)
  return statusCode === 303 && url.pathname === '/sign-in'
    ? url.searchParams.get('problem')
    : undefined
}

describe('signing in at the provider', () => {
  it('returns to the page that was asked for, as the person who was added', async () => {
    const { browser, invite, signedIn, users } = await build()
    const id = await invite('ada@example.com')
    provider.signInAs('ada', ada)
    const tab = browser()
    const response = await tab.signIn('/main/contacts?search=a')
    expect([response.statusCode, response.headers.location]).toEqual([
      303,
      '/main/contacts?search=a',
    ])
    expect(signedIn).toEqual([id])
    expect(await users.get(id)).toMatchObject({
      issuers: [provider.issuer],
      roles: [{ role: 'support' }],
    })
    // Nothing of the attempt remains.
    expect([...tab.own.keys()]).toEqual(['kartoteka-id-token'])
  })

  it('knows a person by their identity, whatever their address is', async () => {
    const { browser, invite, signedIn } = await build()
    const id = await invite('ada@example.com')
    const other = await invite('countess@example.com')
    provider.signInAs('ada', ada)
    await browser().signIn()
    provider.signInAs('ada', { ...ada, email: 'countess@example.com', email_verified: false })
    await browser().signIn()
    expect(signedIn).toEqual([id, id])
    // The address links once: another identity with it is somebody else.
    provider.signInAs('eve', ada)
    expect(problemOf(await browser().signIn())).toBe('email_linked')
    provider.signInAs('lovelace', { ...ada, email: 'countess@example.com' })
    await browser().signIn()
    expect(signedIn).toEqual([id, id, other])
  })

  it('links no address that is not verified, and lets nobody in who is unknown', async () => {
    const { browser, invite, signedIn, users } = await build()
    await invite('ada@example.com')
    provider.signInAs('ada', { ...ada, email_verified: false })
    expect(problemOf(await browser().signIn())).toBe('email_unverified')
    provider.signInAs('ada', { ...ada, email: 'eve@example.com' })
    expect(problemOf(await browser().signIn())).toBe('unknown_person')
    expect(signedIn).toEqual([])
    expect((await users.list()).flatMap(({ issuers }) => issuers)).toEqual([])
  })

  it('does not let in who is disabled, before and after the first time', async () => {
    const { browser, invite, changes, signedIn } = await build()
    const id = await invite('ada@example.com')
    provider.signInAs('ada', ada)
    await changes.disable(id)
    expect(problemOf(await browser().signIn())).toBe('disabled')
    await changes.enable(id)
    await browser().signIn()
    await changes.disable(id)
    expect(problemOf(await browser().signIn())).toBe('disabled')
    expect(signedIn).toEqual([id])
  })

  it('adds who has a verified address of an allowed domain', async () => {
    const allowed = { domains: ['example.com'], claim: undefined, role: 'support' } as const
    const { browser, signedIn, users } = await build({ allowed })
    provider.signInAs('ada', { ...ada, email: 'ada@example.org' })
    expect(problemOf(await browser().signIn())).toBe('unknown_person')
    provider.signInAs('ada', ada)
    // Two tabs at once are one person.
    const [one, two] = [browser(), browser()]
    const addresses = [await one.follow(await one.begin()), await two.follow(await two.begin())]
    await Promise.all([one.open(addresses[0] ?? ''), two.open(addresses[1] ?? '')])
    const [added] = (await users.list()).filter(({ email }) => email === 'ada@example.com')
    expect(added).toMatchObject({ name: 'Ada Lovelace', roles: [{ source: '*', role: 'support' }] })
    expect(signedIn).toEqual([added?.id, added?.id])
  })

  it('makes nobody the first user who would not be an admin', async () => {
    const allowed = { domains: ['example.com'], claim: undefined } as const
    provider.signInAs('ada', ada)
    const empty = await build({ allowed: { ...allowed, role: 'viewer' } }, { isEmpty: true })
    expect(problemOf(await empty.browser().signIn())).toBe('unknown_person')
    expect(await empty.users.list()).toEqual([])
  })

  it('takes roles from the claim at each sign-in, and ends sessions when they change', async () => {
    const byValue = new Map([
      ['staff', { source: '*', role: 'editor' }],
      ['boss', { source: '*', role: 'admin' }],
    ] as const)
    const { browser, invite, auth, users, changes, adminId } = await build({
      roles: { claim: 'groups', byValue },
    })
    const id = await invite('ada@example.com')
    const rolesAfter = async (groups: string[]) => {
      provider.signInAs('ada', { ...ada, groups })
      const problem = problemOf(await browser().signIn())
      return [problem, (await users.get(id)).roles.map(({ role }) => role)]
    }
    const session = { userId: id, method: 'password', address: null, agent: undefined } as const
    await auth.sessions.begin(session)
    expect(await rolesAfter(['staff'])).toEqual([undefined, ['editor']])
    expect(await auth.sessions.list(id)).toEqual([])
    await auth.sessions.begin(session)
    expect(await rolesAfter(['staff', 'other'])).toEqual([undefined, ['editor']])
    expect(await auth.sessions.list(id)).toHaveLength(1)
    expect(await rolesAfter(['other'])).toEqual(['no_role', ['editor']])
    expect(await rolesAfter(['boss'])).toEqual([undefined, ['admin']])
    // Somebody has to remain who may change everything.
    await changes.disable(adminId)
    expect(await rolesAfter(['staff'])).toEqual([undefined, ['admin']])
  })

  it('asks userinfo for what the ID token does not have', async () => {
    const { browser, invite, signedIn } = await build()
    const id = await invite('ada@example.com')
    provider.signInAs('ada', ada)
    provider.setShortTokens(true)
    onTestFinished(() => provider.setShortTokens(false))
    await browser().signIn()
    expect(signedIn).toEqual([id])
  })
})

describe('a response of the provider', () => {
  beforeEach(() => provider.signInAs('ada', ada))

  it('counts in the browser that asked for it only, and once', async () => {
    const { browser, invite, signedIn } = await build()
    const id = await invite('ada@example.com')
    const tab = browser()
    const address = await tab.follow(await tab.begin())
    expect(problemOf(await browser().open(address))).toBe('expired')
    const other = browser()
    await other.begin()
    expect(problemOf(await other.open(address))).toBe('foreign')
    const cookie = [...tab.own]
    await tab.open(address)
    expect(problemOf(await tab.open(address))).toBe('expired')
    for (const [name, value] of cookie) tab.own.set(name, value)
    expect(problemOf(await tab.open(address))).toBe('used')
    expect(signedIn).toEqual([id])
  })

  it.each([
    ['state', 'foreign'],
    ['iss', 'invalid_response'],
    ['code', 'used'],
  ])('with another %s is no sign-in: %s', async (parameter, problem) => {
    const { browser, invite, signedIn } = await build()
    await invite('ada@example.com')
    const tab = browser()
    const address = new URL(await tab.follow(await tab.begin()))
    address.searchParams.set(parameter, 'https://evil.example')
    expect(problemOf(await tab.open(address.href))).toBe(problem)
    expect(signedIn).toEqual([])
  })

  it('of another attempt in the same browser has another nonce and verifier', async () => {
    const { browser, invite, signedIn } = await build()
    await invite('ada@example.com')
    const tab = browser()
    const first = new URL(await tab.follow(await tab.begin('/first')))
    const second = new URL(await tab.follow(await tab.begin('/second')))
    second.searchParams.set('state', first.searchParams.get('state') ?? '')
    expect(problemOf(await tab.open(second.href))).toBe('used')
    expect(signedIn).toEqual([])
  })

  it('belongs to one of several tabs', async () => {
    const { browser, invite } = await build()
    await invite('ada@example.com')
    const tab = browser()
    const first = await tab.follow(await tab.begin('/first'))
    const second = await tab.follow(await tab.begin('/second'))
    expect((await tab.open(first)).headers.location).toBe('/first')
    expect((await tab.open(second)).headers.location).toBe('/second')
  })

  it('comes too late after ten minutes, or with a token that has expired', async () => {
    const { browser, invite, signedIn } = await build()
    await invite('ada@example.com')
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)
    const tab = browser()
    const address = await tab.follow(await tab.begin())
    pass(10)
    expect(problemOf(await tab.open(address))).toBe('expired')
    onTestFinished(() => provider.onTokens(() => {}))
    provider.onTokens(() => pass(12))
    expect(problemOf(await tab.signIn())).toBe('clocks_differ')
    // A minute of difference is usual.
    provider.onTokens(() => pass(10.5))
    expect(problemOf(await tab.signIn())).toBeUndefined()
    expect(signedIn).toHaveLength(1)
  })

  it('that says no leads back with what to do', async () => {
    const { browser, invite } = await build()
    await invite('ada@example.com')
    const problemFor = async (error: string) => {
      provider.signInAs('ada', ada, error)
      const response = await browser().signIn('/main/contacts')
      expect(response.headers.location).toContain('to=%2Fmain%2Fcontacts')
      return problemOf(response)
    }
    expect(await problemFor('access_denied')).toBe('denied')
    expect(await problemFor('server_error')).toBe('provider_unavailable')
    expect(await problemFor('invalid_scope')).toBe('misconfigured')
  })
})

describe('a provider', () => {
  beforeEach(() => provider.signInAs('ada', ada))

  it('that is down stops the sign-in only, until it is back', async () => {
    const { browser, invite } = await build()
    await invite('ada@example.com')
    onTestFinished(() => provider.setDown(false))
    const tab = browser()
    provider.setDown(true)
    expect(problemOf(await tab.open('/api/session/oidc?to=/x'))).toBe('provider_unavailable')
    provider.setDown(false)
    const address = await tab.follow(await tab.begin())
    provider.setDown(true)
    expect(problemOf(await tab.open(address))).toBe('provider_unavailable')
    provider.setDown(false)
    expect(problemOf(await tab.signIn())).toBeUndefined()
  })

  it.each<[string, Partial<OidcSettings>, string]>([
    ['that nobody runs', { issuer: new URL('http://127.0.0.1:9') }, 'provider_unavailable'],
    ['with another issuer', { issuer: new URL('/x', provider.issuer) }, 'misconfigured'],
    ['with another secret', { clientSecret: 'wrong' }, 'misconfigured'],
  ])('%s is reported', async (_name, changed, problem) => {
    const { browser, invite } = await build(changed)
    await invite('ada@example.com')
    const tab = browser()
    const begun = await tab.open('/api/session/oidc')
    const response = problemOf(begun)
      ? begun
      : await tab.open(await tab.follow(String(begun.headers.location)))
    expect(problemOf(response)).toBe(problem)
  })
})

describe('signing out', () => {
  it('ends the session here, and leads to the page of the provider that ends it there', async () => {
    const { browser, invite, signedIn } = await build()
    await invite('ada@example.com')
    provider.signInAs('ada', ada)
    const tab = browser()
    await tab.signIn()
    const { url } = z
      .object({ url: z.string() })
      .parse((await tab.open('/api/session/oidc/sign-out', 'POST')).json())
    expect(signedIn).toEqual([])
    expect([...tab.own.keys()]).toEqual([])
    const there = new URL(url)
    expect(there.origin).toBe(provider.issuer)
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${home}/`)
    expect(there.searchParams.get('id_token_hint')).toMatch(/^ey/)
    const [, xsrf = ''] =
      /name="xsrf" value="(\w+)"/.exec(await (await tab.visit(url)).text()) ?? []
    const done = await tab.visit(`${provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' })
    expect(done.headers.get('location')).toBe(`${home}/`)
  })

  it('works while the provider is down, and without its token', async () => {
    const { browser } = await build()
    const tab = browser()
    provider.setDown(true)
    onTestFinished(() => provider.setDown(false))
    const signOut = async () => (await tab.open('/api/session/oidc/sign-out', 'POST')).json()
    expect(await signOut()).toEqual({ url: null })
    provider.setDown(false)
    expect(await signOut()).toEqual({
      url: expect.stringContaining(`${provider.issuer}/session/end?`),
    })
  })
})
