import type { FastifyInstance, FastifyReply } from 'fastify'
import { randomBytes } from 'node:crypto'
import { account } from './account-data.ts'
import { sendJson, sendProblem } from './responses.ts'
import type { Services } from './services.ts'
import { isRecord } from './json-value.ts'
import type { Query } from './query-params.ts'
import { Rejection } from './rejection.ts'

const day = 86_400
const accessLife = day
const refreshLife = 90 * day
const codeLife = 20 * 60

export type Client = { id: string; secret: string }

const problemType = 'https://developers.amocrm.ru/v3/errors/OAuthProblemJson'
const invalidRequest = {
  title: 'Некорректный запрос',
  type: problemType,
  detail: 'В запросе отсутствует ряд параметров или параметры невалидны',
}
const invalidClient = {
  title: 'Некорректный клиент',
  type: problemType,
  detail: 'Авторизация клиента не прошла',
}

/** OAuth 2.0 of amoCRM (reference 9.1): codes are valid for 20 minutes, refresh tokens for a single use. */
export function oauthRoutes(app: FastifyInstance, { store, access }: Services, client: Client) {
  const { tokens } = store
  const issue = (
    kind: 'access' | 'refresh' | 'code',
    token: string,
    userId: number,
    life: number,
  ) => {
    const expires_at = store.now() + life
    tokens.issue({ token, kind, user_id: userId, client_id: client.id, expires_at })
    return token
  }

  function pairFor(userId: number) {
    return store.transaction(() => ({
      token_type: 'Bearer',
      expires_in: accessLife,
      access_token: issue('access', buildJwt(userId, store.now() + accessLife), userId, accessLife),
      refresh_token: issue(
        'refresh',
        `def502${randomBytes(32).toString('hex')}`,
        userId,
        refreshLife,
      ),
    }))
  }

  /** The consent page; the mock consents at once and redirects back with a code. */
  app.get<{ Querystring: Query }>('/oauth', (request, reply) => {
    const { client_id: id, state, redirect_uri: redirectUri } = request.query
    if (id !== client.id || typeof redirectUri !== 'string' || !URL.canParse(redirectUri))
      return sendProblem(reply, 400, { ...invalidRequest, status: 400 })
    const url = new URL(redirectUri)
    const code = issue(
      'code',
      `def502${randomBytes(24).toString('hex')}`,
      account.currentUserId,
      codeLife,
    )
    url.searchParams.set('code', code)
    url.searchParams.set('referer', request.host)
    if (typeof state === 'string') url.searchParams.set('state', state)
    url.searchParams.set('client_id', client.id)
    return reply.redirect(url.href)
  })

  app.post('/oauth2/access_token', (request, reply) => {
    const body = isRecord(request.body) ? request.body : {}
    const {
      grant_type: grant,
      client_id: id,
      client_secret: secret,
      redirect_uri: redirectUri,
    } = body
    if (!id || !secret || !grant) return sendProblem(reply, 400, { ...invalidRequest, status: 400 })
    if (id !== client.id || secret !== client.secret)
      return sendProblem(reply, 401, { ...invalidClient, status: 401 })
    if (grant !== 'authorization_code' && grant !== 'refresh_token')
      return sendProblem(reply, 400, { ...invalidRequest, status: 400 })
    const kind = grant === 'authorization_code' ? 'code' : 'refresh'
    const key = kind === 'code' ? body['code'] : body['refresh_token']
    if (typeof key !== 'string' || key === '' || !redirectUri)
      return sendProblem(reply, 400, { ...invalidRequest, status: 400 })
    const found = tokens.find(key, kind)
    if (!found || found.state !== 'good' || tokens.isExpired(found)) return sendRevoked(reply, kind)
    const pair = store.transaction(() => {
      tokens.markUsed(found.token)
      return pairFor(found.user_id)
    })
    return sendJson(reply, pair)
  })

  const subdomain = {
    id: account.id,
    subdomain: account.subdomain,
    domain: 'amocrm.ru',
    top_level_domain: 'ru',
  }
  app.get('/oauth2/account/subdomain', (request, reply) => {
    access.authenticate(request)
    return sendJson(reply, subdomain)
  })
  app.get('/oauth2/account/current/subdomain', (request, reply) => {
    const key = request.headers['x-refresh-token']
    if (typeof key !== 'string' || tokens.find(key, 'refresh')?.state !== 'good')
      throw new Rejection(401)
    return sendJson(reply, subdomain)
  })
}

function sendRevoked(reply: FastifyReply, kind: 'code' | 'refresh') {
  const hint = kind === 'code' ? 'Authorization code has been revoked' : 'Token has been revoked'
  return sendProblem(reply, 401, { hint, ...invalidRequest, status: 401 })
}

/** A token of realistic shape; its signature is random and never verified. */
function buildJwt(userId: number, expires: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    aud: 'demo-client',
    jti: randomBytes(16).toString('hex'),
    exp: expires,
    sub: String(userId),
    account_id: account.id,
    base_domain: 'amocrm.ru',
    api_domain: 'api-a.amocrm.ru',
    scopes: ['crm', 'notifications'],
  }
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.${randomBytes(32).toString('base64url')}`
}
