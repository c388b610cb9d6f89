import type { FastifyRequest } from 'fastify'
import { bearerOf } from '#mock/user-access.ts'
import { bots } from '#mock/account-data.ts'
import type { Services } from '#mock/services.ts'
import { isRecord } from '#mock/json-value.ts'
import { Rejection } from '#mock/rejection.ts'
import type { User } from '#mock/store/user.ts'
import type { Form } from './bot-form.ts'

/** The token from the query, the body or the Bearer header, in the order of Laravel's token guard. */
export function authenticateBotClient({ store }: Services, request: FastifyRequest): User {
  const inQuery = (request.query as Form)['api_token'] // parsed by parseQuery
  const inBody = isRecord(request.body) ? request.body['api_token'] : undefined
  const token = [inQuery, inBody, bearerOf(request)].find(
    (key) => typeof key === 'string' && key !== '',
  )
  const user = typeof token === 'string' ? store.tokens.userOf(token) : undefined
  if (user === undefined || user === 'expired') throw new Rejection(401, 'Unauthenticated.')
  return user
}

/** Query parameters and body merged; the body wins. */
export const inputOf = (request: FastifyRequest): Form => ({
  ...(request.query as Form), // parsed by parseQuery
  ...(isRecord(request.body) ? request.body : {}),
})

/** Rejects a bot of another account. */
export function checkBot(id: number | undefined) {
  if (id !== undefined && !bots.some((bot) => bot.id === id))
    throw new Rejection(403, 'This action is unauthorized.')
}
