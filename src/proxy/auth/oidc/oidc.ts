import * as oauth from 'openid-client'
import { isComplete, readClaims, withUserinfo, type Claims, type RawClaims } from './claims.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { createProviderConnection } from './provider-connection.ts'
import type { Attempt } from './sign-in-attempts.ts'
import { SignInError, signInErrorOf } from './sign-in-error.ts'

/** Milliseconds in which a person types a password and confirms a second factor. */
export const attemptAge = 10 * 60_000

export type Oidc = {
  /**
   * Where the browser is sent, and what has to be remembered in it until it comes back. `isAgain`: the
   * provider asks also somebody who is signed in there.
   */
  begin: (addresses: Addresses, to: string, isAgain?: boolean) => Promise<OidcStart>
  /** The person for the address to which the provider has sent the browser back. */
  finish: (current: URL, attempts: readonly Attempt[]) => Promise<Finished>
  /** The provider's page for signing out there as well; undefined if it has none. */
  signOutUrl: (addresses: Addresses, idToken: string | undefined) => Promise<URL | undefined>
}

export type OidcStart = { url: URL; attempt: Attempt }

/** Own addresses that the provider has to know. */
export type Addresses = { callback: URL; home: URL }

export type Finished = { claims: Claims; idToken: string; attempt: Attempt }

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. Keeps nothing, so that
 * any process can finish what another has begun. All functions throw `SignInError`.
 */
export function createOidc(settings: OidcSettings, now: () => number = Date.now): Oidc {
  const connection = createProviderConnection(settings, now)

  return {
    async begin({ callback }, to, isAgain = false) {
      const configuration = await connection.read()
      const verifier = oauth.randomPKCECodeVerifier()
      const [state, nonce] = [oauth.randomState(), oauth.randomNonce()]
      const url = oauth.buildAuthorizationUrl(configuration, {
        redirect_uri: callback.href,
        scope: settings.scopes,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(isAgain && { prompt: 'login' }),
      })
      return { url, attempt: { state, nonce, verifier, to, until: now() + attemptAge } }
    },

    async finish(current, attempts) {
      const attempt = attempts.find(({ state }) => state === current.searchParams.get('state'))
      if (!attempt) throw new SignInError(attempts.length === 0 ? 'expired' : 'foreign')
      const configuration = await connection.read()
      try {
        const { idToken, raw, issuer } = await exchanged(configuration, current, attempt, settings)
        return { claims: readClaims(raw, issuer, settings), idToken, attempt }
      } catch (error) {
        throw signInErrorOf(error)
      }
    },

    async signOutUrl({ home }, idToken) {
      const configuration = await connection.read()
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
      return oauth.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: home.href,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      })
    },
  }
}

async function exchanged(
  configuration: oauth.Configuration,
  current: URL,
  { state, nonce, verifier }: Attempt,
  settings: OidcSettings,
): Promise<{ idToken: string; raw: RawClaims; issuer: string }> {
  const tokens = await oauth.authorizationCodeGrant(configuration, current, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined || tokens.id_token === undefined)
    throw new SignInError('invalid_response')
  let raw: RawClaims = { ...claims }
  const { userinfo_endpoint: userinfo } = configuration.serverMetadata()
  if (userinfo !== undefined && !isComplete(raw, settings)) {
    const more = await oauth.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    raw = withUserinfo(raw, { ...more })
  }
  return { idToken: tokens.id_token, raw, issuer: claims.iss }
}
