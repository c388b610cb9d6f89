import * as oauth from 'openid-client'
import type { OidcSettings } from './oidc-settings.ts'
import { SignInError, signInErrorOf } from './sign-in-error.ts'

/** Seconds that the clocks of the provider and of this machine may differ. */
const clockTolerance = 60

/** Seconds for a response of the provider, while a person waits. */
const timeout = 8

/** Milliseconds after which the provider's endpoints are read again. */
const maxAge = 3_600_000

/**
 * The provider's endpoints, read when somebody signs in and not at the start, so that a provider
 * that is down stops nothing else. A failed attempt is not remembered: the next sign-in tries again.
 */
export function createProviderConnection(
  settings: OidcSettings,
  now: () => number,
): { read: () => Promise<oauth.Configuration> } {
  let known: { configuration: oauth.Configuration; at: number } | undefined
  let reading: Promise<oauth.Configuration> | undefined

  async function discover(): Promise<oauth.Configuration> {
    try {
      const configuration = await discovered(settings)
      known = { configuration, at: now() }
      return configuration
    } catch (error) {
      // What was known before may still work, although it could not be compared.
      if (known) return known.configuration
      throw ofDiscovery(signInErrorOf(error))
    } finally {
      reading = undefined
    }
  }

  return {
    read: async () =>
      known && now() - known.at < maxAge ? known.configuration : (reading ??= discover()),
  }
}

const discovered = ({ issuer, clientId, clientSecret }: OidcSettings) =>
  oauth.discovery(
    issuer,
    clientId,
    { [oauth.clockTolerance]: clockTolerance },
    clientSecret === undefined ? oauth.None() : authenticationBy(clientSecret),
    {
      timeout,
      execute: [
        // The signature of an ID token is checked although it comes from the provider itself.
        oauth.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [oauth.allowInsecureRequests] : []), // loopback only
      ],
    },
  )

/** As the provider wants it: in a header, which is the default of the standard, or in the body. */
function authenticationBy(secret: string): oauth.ClientAuth {
  const basic = oauth.ClientSecretBasic(secret)
  const post = oauth.ClientSecretPost(secret)
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...request)
  }
}

/** A discovery document that is missing or of another issuer is a matter of the settings. */
const ofDiscovery = (error: unknown): unknown =>
  error instanceof SignInError && error.problem === 'invalid_response'
    ? new SignInError('misconfigured', error.cause)
    : error
