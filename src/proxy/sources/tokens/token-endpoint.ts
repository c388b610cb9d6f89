import { z } from 'zod'
import { readUpstreamAnswer } from '#proxy/sources/transport/upstream-answer.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Transport, TransportResponse } from '#proxy/sources/transport/transport.ts'
import type { FreshTokens } from './token-store.ts'

/** The credentials of the integration at the source. */
export type Client = { clientId: string; clientSecret: string; redirectUrl: string }

export type Grant = { kind: 'code'; code: string } | { kind: 'refresh'; refreshToken: string }

const path = '/oauth2/access_token'
const usualLifeSeconds = 86_400
const maxLifeSeconds = 10 * 365 * 86_400
const answerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  // Seconds, possibly as text. The old refresh token has been used by now, so tokens without a
  // lifetime are stored, and renewed when the source rejects them.
  expires_in: z.coerce.number().positive().max(maxLifeSeconds).catch(usualLifeSeconds),
})
const rejection = z.object({ hint: z.string() })

/**
 * Calls the token endpoint once; throws `SourceError`. No error contains a token, not even as its
 * cause, because the message of a JSON error quotes the text that could not be parsed.
 */
export async function askForTokens(
  send: Transport,
  client: Client,
  grant: Grant,
  signal: AbortSignal,
): Promise<FreshTokens> {
  const issuedAt = Date.now()
  const body = {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uri: client.redirectUrl,
    ...(grant.kind === 'code'
      ? { grant_type: 'authorization_code', code: grant.code }
      : { grant_type: 'refresh_token', refresh_token: grant.refreshToken }),
  }
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const request = { method: 'POST' as const, path, headers, body: JSON.stringify(body), signal }
  const answer = await send(request).catch(() => {
    throw new SourceError(
      signal.aborted ? 'timeout' : 'unreachable',
      'The token endpoint does not respond',
    )
  })
  const parsed = answerSchema.safeParse(jsonOf(answer))
  if (!parsed.success)
    throw new SourceError(
      'invalid_response',
      'The response of the token endpoint contains no tokens',
    )
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = parsed.data
  return { accessToken, refreshToken, issuedAt, expiresAt: issuedAt + life * 1000 }
}

function jsonOf(answer: TransportResponse): unknown {
  if (isElsewhere(answer))
    throw new SourceError('moved', 'There is no token endpoint at the URL of the source', {
      status: answer.status,
    })
  try {
    return readUpstreamAnswer(answer, {
      what: `POST ${path}`,
      isWrite: true,
      errorShape: 'oauth',
    })
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'invalid_response') throw error
    return undefined
  }
}

/**
 * Whether the account was closed, renamed or mistyped: amoCRM redirects, or its web server returns
 * 404. The token endpoint never returns 404 for a request, so a 404 refers to the address.
 */
const isElsewhere = ({ status }: TransportResponse): boolean =>
  status === 404 || (status >= 300 && status < 400)

/**
 * Whether the code or refresh token is used, expired or revoked, so that a user has to connect
 * again. A wrong client ID or secret is a 401 as well, but without a hint.
 */
export const isSpent = (error: unknown): boolean =>
  error instanceof SourceError &&
  error.failure === 'unauthorized' &&
  rejection.safeParse(error.body).success
