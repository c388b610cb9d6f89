import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import { openOidcHarness, signInProblemIn, startProviderForProxies } from '#testing/oidc-harness.ts'

const provider = await startProviderForProxies()
afterAll(() => provider.close())
const ada = { email: 'Ada@example.com', email_verified: true, name: 'Ada Lovelace' }

describe('a response of the provider', () => {
  beforeEach(() => provider.signInAs('ada', ada))

  it('counts in the browser that asked for it only, and once', async () => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const id = await invite('ada@example.com')
    const tab = browser()
    const address = await tab.follow(await tab.begin())
    expect(signInProblemIn(await browser().open(address))).toBe('expired')
    const other = browser()
    await other.begin()
    expect(signInProblemIn(await other.open(address))).toBe('foreign')
    const cookie = [...tab.own]
    await tab.open(address)
    expect(signInProblemIn(await tab.open(address))).toBe('expired')
    for (const [name, value] of cookie) tab.own.set(name, value)
    expect(signInProblemIn(await tab.open(address))).toBe('used')
    expect(await auth.sessions.list(id)).toHaveLength(1)
  })

  it.each([
    ['state', 'foreign'],
    ['iss', 'invalid_response'],
    ['code', 'used'],
  ])('with another %s is no sign-in: %s', async (parameter, problem) => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const id = await invite('ada@example.com')
    const tab = browser()
    const address = new URL(await tab.follow(await tab.begin()))
    address.searchParams.set(parameter, 'https://evil.example')
    expect(signInProblemIn(await tab.open(address.href))).toBe(problem)
    expect(await auth.sessions.list(id)).toEqual([])
  })

  it('of another attempt in the same browser has another nonce and verifier', async () => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const id = await invite('ada@example.com')
    const tab = browser()
    const first = new URL(await tab.follow(await tab.begin('/first')))
    const second = new URL(await tab.follow(await tab.begin('/second')))
    second.searchParams.set('state', first.searchParams.get('state') ?? '')
    expect(signInProblemIn(await tab.open(second.href))).toBe('used')
    expect(await auth.sessions.list(id)).toEqual([])
  })

  it('belongs to one of several tabs', async () => {
    const { browser, invite } = await openOidcHarness(provider)
    await invite('ada@example.com')
    const tab = browser()
    const first = await tab.follow(await tab.begin('/first'))
    const second = await tab.follow(await tab.begin('/second'))
    expect((await tab.open(first)).headers.location).toBe('/first')
    expect((await tab.open(second)).headers.location).toBe('/second')
  })

  it('comes too late after ten minutes, or with a token that has expired', async () => {
    const { browser, invite, auth } = await openOidcHarness(provider)
    const id = await invite('ada@example.com')
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)
    const tab = browser()
    const address = await tab.follow(await tab.begin())
    pass(10)
    expect(signInProblemIn(await tab.open(address))).toBe('expired')
    onTestFinished(() => provider.onTokens(() => {}))
    provider.onTokens(() => pass(12))
    expect(signInProblemIn(await tab.signIn())).toBe('clocks_differ')
    // A minute of difference is usual.
    provider.onTokens(() => pass(10.5))
    expect(signInProblemIn(await tab.signIn())).toBeUndefined()
    expect(await auth.sessions.list(id)).toHaveLength(1)
  })

  it('that says no leads back with what to do', async () => {
    const { browser, invite } = await openOidcHarness(provider)
    await invite('ada@example.com')
    const problemFor = async (error: string) => {
      provider.signInAs('ada', ada, error)
      const response = await browser().signIn('/main/contacts')
      expect(response.headers.location).toContain('to=%2Fmain%2Fcontacts')
      return signInProblemIn(response)
    }
    expect(await problemFor('access_denied')).toBe('denied')
    expect(await problemFor('server_error')).toBe('provider_unavailable')
    expect(await problemFor('invalid_scope')).toBe('misconfigured')
  })
})

describe('a provider', () => {
  beforeEach(() => provider.signInAs('ada', ada))

  it('that is down stops the sign-in only, until it is back', async () => {
    const { browser, invite } = await openOidcHarness(provider)
    await invite('ada@example.com')
    onTestFinished(() => provider.setDown(false))
    const tab = browser()
    provider.setDown(true)
    expect(signInProblemIn(await tab.open('/api/session/oidc?to=/x'))).toBe('provider_unavailable')
    provider.setDown(false)
    const address = await tab.follow(await tab.begin())
    provider.setDown(true)
    expect(signInProblemIn(await tab.open(address))).toBe('provider_unavailable')
    provider.setDown(false)
    expect(signInProblemIn(await tab.signIn())).toBeUndefined()
  })

  it.each<[string, Partial<OidcSettings>, string]>([
    ['that nobody runs', { issuer: new URL('http://127.0.0.1:9') }, 'provider_unavailable'],
    ['with another issuer', { issuer: new URL('/x', provider.issuer) }, 'misconfigured'],
    ['with another secret', { clientSecret: 'wrong' }, 'misconfigured'],
  ])('%s is reported', async (_name, changed, problem) => {
    const { browser, invite } = await openOidcHarness(provider, changed)
    await invite('ada@example.com')
    const tab = browser()
    const first = await tab.open('/api/session/oidc')
    const response = signInProblemIn(first)
      ? first
      : await tab.open(await tab.follow(String(first.headers.location)))
    expect(signInProblemIn(response)).toBe(problem)
  })
})
