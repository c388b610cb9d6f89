import type { FastifyRequest } from 'fastify'
import { bearerOf } from '#mock/user-access.ts'
import { bots } from '#mock/account-data.ts'
import type { Services } from '#mock/mock-app.ts'
import { isRecord } from '#mock/amo-v4/v4-item-issues.ts'
import { Rejection } from '#mock/rejection.ts'
import type { User } from '#mock/store/user.ts'
import type { Form } from './bot-form.ts'

/** The token in the query, else in the body, else Bearer: the order of Laravel's token guard. */
export function authenticateBotClient({ store }: Services, request: FastifyRequest): User {
  const inQuery = (request.query as Form)['api_token'] // made by our own parser
  const inBody = isRecord(request.body) ? request.body['api_token'] : undefined
  const token = [inQuery, inBody, bearerOf(request)].find(
    (key) => typeof key === 'string' && key !== '',
  )
  const user = typeof token === 'string' ? store.tokens.userOf(token) : undefined
  if (user === undefined || user === 'expired') throw new Rejection(401, 'Unauthenticated.')
  return user
}

/** What was sent, in the query or in the body. */
export const inputOf = (request: FastifyRequest): Form => ({
  ...(request.query as Form), // made by our own parser
  ...(isRecord(request.body) ? request.body : {}),
})

/** A bot of another account is out of bounds. */
export function checkBot(id: number | undefined) {
  if (id !== undefined && !bots.some((bot) => bot.id === id))
    throw new Rejection(403, 'This action is unauthorized.')
}
