import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/mock-app.ts'
import { botContactRoutes } from './bot-contact-routes.ts'
import { tagAndVariableRoutes } from './bot-tags-variables.ts'

/** WatBot methods for contacts (seed 004). */
export function watbotRoutes(app: FastifyInstance, services: Services) {
  botContactRoutes(app, services)
  tagAndVariableRoutes(app, services)
}
