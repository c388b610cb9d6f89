import type { OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import { cookieKeysOf } from '#proxy/auth/oidc/sealed-cookie.ts'
import type { OpenId } from '#proxy/routes/oidc-routes.ts'

/** What the providers of the tests know Kartoteka as. */
export const oidcClient = { id: 'kartoteka', secret: 'client-secret-of-the-tests' }

export const openIdAt = (issuer: string, changed: Partial<OidcSettings> = {}): OpenId => ({
  settings: {
    issuer: new URL(issuer),
    title: 'Example',
    clientId: oidcClient.id,
    clientSecret: oidcClient.secret,
    scopes: 'openid email profile',
    roles: undefined,
    allowed: { domains: [], claim: undefined, role: 'viewer' },
    ...changed,
  },
  cookieKeys: cookieKeysOf({ current: Buffer.alloc(32, 'k') }),
})

/** For tests that do not sign in: nobody listens on this port. */
export const unreachableProvider = openIdAt('http://127.0.0.1:9')
