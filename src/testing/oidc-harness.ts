import type { LightMyRequestResponse } from 'fastify'
import { session } from '#contract/api/session.ts'
import type { OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import { startIdentityProvider, type IdentityProvider } from './identity-provider.ts'
import { openIdAt } from './open-id.ts'
import { countingHashing } from './people-harness.ts'
import { buildStack, type Stack } from './stack.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const host = 'localhost:8080'
const home = `http://${host}`

/** A real provider, which knows the proxies of this machine. */
export const startProviderForProxies = () =>
  startIdentityProvider(`${home}/api/session/oidc/callback`, `${home}/`)

type Options = {
  /** Whether nobody is registered, not even an admin. */
  isEmpty?: boolean
  log?: (line: string) => void
}

/** A proxy with one registered person, an admin, at which people sign in at a provider. */
export async function openOidcHarness(
  { issuer }: Pick<IdentityProvider, 'issuer'>,
  changed: Partial<OidcSettings> = {},
  { isEmpty = false, log }: Options = {},
) {
  const { hashing } = countingHashing()
  const stack = buildStack({
    contacts: 3,
    hashing,
    openId: openIdAt(issuer, changed),
    ...(log && { log }),
  })
  const add = async (email: string, role: 'admin' | 'support') =>
    (await stack.auth.changes.add({ email, name: '', roles: [{ source: '*', role }] }, localActor))
      .id
  const adminId = isEmpty ? '' : await add('admin@example.com', 'admin')
  return {
    ...stack,
    adminId,
    /** Adds somebody before their first sign-in. */
    invite: (email: string) => add(email, 'support'),
    browser: () => openBrowser(stack.proxy),
  }
}

export type OidcHarness = Awaited<ReturnType<typeof openOidcHarness>>

/** A browser with cookies of its own for the proxy and for the provider. */
function openBrowser(proxy: Stack['proxy']) {
  const own = new Map<string, string>()
  const providers = new Map<string, string>()

  async function open(address: string, method: 'GET' | 'POST' | 'DELETE' = 'GET') {
    const { pathname, search } = new URL(address, home)
    const response = await proxy.inject({
      method,
      url: pathname + search,
      headers: { host, origin: home },
      cookies: Object.fromEntries(own),
    })
    for (const { name, value } of response.cookies)
      if (value === '') own.delete(name)
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
    String(
      (await open(`/api/session/oidc?${new URLSearchParams({ to }).toString()}`)).headers.location,
    )

  return {
    own,
    open,
    visit,
    follow,
    begin,
    /** Signs in completely; the last response is that of the proxy. */
    signIn: async (to?: string) => open(await follow(await begin(to))),
    /** The ID of whoever is signed in; null if nobody is. */
    async whoAmI() {
      const { user } = session.parse((await open('/api/session')).json())
      return user?.id ?? null
    },
  }
}

/** The problem that a response leads to; undefined if it leads elsewhere. */
export function signInProblemIn({ statusCode, headers }: LightMyRequestResponse) {
  const { pathname, searchParams } = new URL(String(headers.location), home)
  return statusCode === 303 && pathname === '/sign-in' ? searchParams.get('problem') : undefined
}
