import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendJson } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { isRecord } from '#mock/json-value.ts'
import type { User } from '#mock/store/user.ts'

/** Bearer token, or the old login with the token in place of the API key, in the query or in a session cookie. */
export function authenticateV2({ access }: Services, request: FastifyRequest): User {
  if (request.headers.authorization !== undefined) return access.authenticate(request)
  const query = request.query as Record<string, unknown> // parsed by parseQuery
  const session = /(?:^|;\s*)session_id=([^;\s]+)/.exec(request.headers.cookie ?? '')?.[1]
  const key = query['USER_HASH'] ?? (session === undefined ? undefined : decodeCookie(session))
  return access.userByToken(request, typeof key === 'string' ? key : undefined)
}

function decodeCookie(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // not our cookie
  }
}

/** `POST /private/api/auth.php?type=json`: opens a session for old clients. */
export function v2LoginRoutes(app: FastifyInstance, { access, store }: Services) {
  app.post('/private/api/auth.php', (request, reply) => {
    const { USER_LOGIN: login, USER_HASH: key } = isRecord(request.body) ? request.body : {}
    const found = typeof key === 'string' ? store.tokens.userOf(key) : undefined
    if (typeof login !== 'string' || found === undefined || found === 'expired') {
      const error = 'Неправильный логин или пароль'
      const response = {
        auth: false,
        ip: request.ip,
        domain: 'example.amocrm.ru',
        error,
        error_code: '110',
      }
      return sendJson(reply, { response }, 401)
    }
    const user = access.userByToken(request, String(key))
    reply.header('set-cookie', `session_id=${encodeURIComponent(String(key))}; path=/; HttpOnly`)
    const accounts = [
      { id: '28805383', name: 'Картотека (демо)', subdomain: 'example', language: 'ru' },
    ]
    return sendJson(reply, {
      response: { auth: true, accounts, user: { id: user.id, language: user.lang } },
    })
  })
}
