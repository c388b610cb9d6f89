import * as z from 'zod/mini'

/**
 * Why a sign-in at the provider of the company did not succeed, one code for each reaction. It is
 * the parameter `problem` of the page to which the browser is sent back.
 */
export const signInProblem = z.enum([
  /** It took too long, or was begun in another browser. */
  'expired',
  /** The response belongs to another attempt. */
  'foreign',
  /** The response was used before. */
  'used',
  /** The person or the provider has stopped it. */
  'denied',
  'provider_unavailable',
  /** Provider and proxy do not fit together: an administrator has to compare the settings. */
  'misconfigured',
  /** The provider's response is not what it has to be, such as wrongly signed. */
  'invalid_response',
  /** The clocks of the provider and of the proxy differ. */
  'clocks_differ',
  /** The provider has not verified the e-mail address. */
  'email_unverified',
  /** The person of this e-mail address signs in as somebody else at the provider. */
  'email_linked',
  'unknown_person',
  /** None of the person's roles at the provider is one of Kartoteka. */
  'no_role',
  'disabled',
])
export type SignInProblem = z.infer<typeof signInProblem>

/**
 * Response of `POST /api/session/oidc/sign-out`: the page at which one is signed out at the provider as
 * well; null if one has not signed in there, or it has no such page or cannot be reached.
 */
export const providerSignOut = z.object({ url: z.nullable(z.string()) })
