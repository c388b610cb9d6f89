import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'
import { oidcClient } from './open-id.ts'

type Person = Record<string, unknown>

/** A provider of OpenID Connect that listens on a port of this machine. */
export type IdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>

/**
 * Starts a real provider. `people` are the claims of whoever signs in by `sub`; `signInAs` is who
 * does so next, or the error with which the next sign-in ends.
 */
export async function startIdentityProvider(callback: string, home: string) {
  const people = new Map<string, Person>()
  const next: { sub: string; error?: string | undefined } = { sub: '' }
  let afterTokens = () => {}
  let tokens: string[] = []
  let isDown = false
  let hasShortTokens = false
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => {
    if (isDown) response.writeHead(503).end()
    else handle(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on a port
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    // Its own, by name: it warns of using it otherwise.
    adapter: createMemoryAdapter(0),
    clients: [
      {
        client_id: oidcClient.id,
        client_secret: oidcClient.secret,
        redirect_uris: [callback],
        post_logout_redirect_uris: [home],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    // In the ID token, too, as with most providers.
    conformIdTokenClaims: false,
    cookies: { keys: ['cookies of the tests'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: logout },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    interactions: { url: () => '/people' },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: (use) => ({ ...(use === 'id_token' && hasShortTokens ? {} : people.get(sub)), sub }),
    }),
    // Nobody is asked for consent.
    async loadExistingGrant({ oidc }) {
      const { Grant } = oidc.provider
      const id = oidc.session.grantIdFor(oidc.client.clientId)
      const former = id === undefined ? undefined : await Grant.find(id)
      if (former) return former
      const grant = new Grant({
        accountId: oidc.session.accountId,
        clientId: oidc.client.clientId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    renderError(context, out) {
      context.body = out
    },
  })
  provider.on('grant.success', ({ body }) => {
    tokens = [body.access_token, body.id_token]
    afterTokens()
  })
  const answer = provider.callback()
  handle = (request, response) => {
    if (request.url !== '/people') return answer(request, response)
    const result = next.error ? { error: next.error } : { login: { accountId: next.sub } }
    provider.interactionFinished(request, response, result).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  }

  return {
    issuer,
    people,
    signInAs: (sub: string, claims: Person, error?: string) => {
      people.set(sub, claims)
      Object.assign(next, { sub, error })
    },
    /** The tokens that were made last. */
    tokens: () => tokens,
    /** Called when tokens have been made, before the proxy has them. */
    onTokens: (listener: () => void) => {
      afterTokens = listener
    },
    /** Whether ID tokens leave everything but `sub` to userinfo. */
    setShortTokens: (short: boolean) => {
      hasShortTokens = short
    },
    setDown: (down: boolean) => {
      isDown = down
    },
    close: () => new Promise((done) => server.close(done)),
  }
}

const signingKey = (): JsonWebKey =>
  Object.assign(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    { use: 'sig', alg: 'ES256' },
  )

/** Signing out, confirmed by a page that is nothing but its form. */
const logout = {
  enabled: true,
  logoutSource: (context: { body?: unknown }, form: string) => {
    context.body = form
  },
}
