import * as oauth from 'openid-client'
import type { SignInProblem } from '#contract/api/sign-in-problem.ts'

/** What happened and what to do, in English for the log; people read it in their own language. */
const messages: Record<SignInProblem, string> = {
  expired: 'The sign-in took too long or was begun in another browser: begin it again.',
  foreign: 'The response belongs to another sign-in: begin it again in this tab.',
  used: 'This sign-in was used before: begin it again.',
  denied: 'The sign-in was stopped at the provider: begin it again, or ask its administrator.',
  provider_unavailable:
    'The provider does not respond: try again in a minute, or sign in with a password.',
  misconfigured:
    'The provider does not accept Kartoteka: an administrator has to compare issuer, client ID, secret and redirect address.',
  invalid_response:
    'The response of the provider is not valid: begin the sign-in again, and inform an administrator if that does not help.',
  clocks_differ:
    'The clocks of the provider and of this machine differ: an administrator has to correct them.',
  email_unverified:
    'The provider has not verified the e-mail address: verify it there, then sign in again.',
  email_linked:
    'The account of this e-mail address belongs to another identity at the provider: an administrator has to remove that one.',
  unknown_person: 'Nobody has added this person: an administrator has to.',
  no_role: 'The provider names no role that Kartoteka knows: its administrator has to assign one.',
  disabled: 'The account is disabled: an administrator has to enable it.',
}

/** A sign-in did not succeed. */
export class SignInError extends Error {
  override name = 'SignInError'
  readonly problem: SignInProblem
  constructor(problem: SignInProblem, cause?: unknown) {
    super(messages[problem], { cause })
    this.problem = problem
  }
}

/** Errors of an authorization response (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
const authorizationProblems: Record<string, SignInProblem> = {
  access_denied: 'denied',
  consent_required: 'denied',
  interaction_required: 'denied',
  login_required: 'denied',
  server_error: 'provider_unavailable',
  temporarily_unavailable: 'provider_unavailable',
}

/** Errors of a token endpoint (RFC 6749, 5.2). */
const tokenProblems: Record<string, SignInProblem> = {
  invalid_grant: 'used',
  server_error: 'provider_unavailable',
  temporarily_unavailable: 'provider_unavailable',
}

/** Errors of the library, by what they mean for whoever signs in. */
const clientProblems: Record<string, SignInProblem> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'clocks_differ',
  OAUTH_TIMEOUT: 'provider_unavailable',
  OAUTH_ABORT: 'provider_unavailable',
}

/** What an error of `openid-client` means. Programming errors of ours are returned as they are. */
export function signInErrorOf(error: unknown): unknown {
  if (error instanceof SignInError) return error
  const problem = problemOfError(error)
  return problem === undefined ? error : new SignInError(problem, error)
}

function problemOfError(error: unknown): SignInProblem | undefined {
  if (error instanceof oauth.AuthorizationResponseError)
    return authorizationProblems[error.error] ?? 'misconfigured'
  if (error instanceof oauth.ResponseBodyError)
    return error.status >= 500
      ? 'provider_unavailable'
      : (tokenProblems[error.error] ?? 'misconfigured')
  if (error instanceof oauth.WWWAuthenticateChallengeError) return 'misconfigured'
  if (error instanceof oauth.ClientError) return ofClientError(error)
  // The only error of `fetch` that is no programming error.
  if (error instanceof TypeError && error.message === 'fetch failed') return 'provider_unavailable'
  return undefined
}

function ofClientError({ code, cause }: oauth.ClientError): SignInProblem | undefined {
  if (code === undefined) return problemOfError(cause)
  if (cause instanceof Response && cause.status >= 500) return 'provider_unavailable'
  return clientProblems[code] ?? 'invalid_response'
}
