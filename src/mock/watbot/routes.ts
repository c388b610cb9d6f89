import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/app.ts'
import { botContactRoutes } from './contacts.ts'
import { tagAndVariableRoutes } from './tags-variables.ts'

/** WatBot's methods that touch contacts (seed 004). */
export function watbot(app: FastifyInstance, services: Services) {
  botContactRoutes(app, services)
  tagAndVariableRoutes(app, services)
}
