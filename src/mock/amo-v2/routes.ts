import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/mock-app.ts'
import { v2LoginRoutes } from './v2-login.ts'
import { v2AccountRoutes } from './v2-account.ts'
import { v2ContactReads } from './v2-contact-reads.ts'
import { v2ContactWrites } from './v2-contact-writes.ts'

/** amoCRM API v2 over the same contacts (seed 003). */
export function amoV2Routes(app: FastifyInstance, services: Services) {
  v2LoginRoutes(app, services)
  v2ContactReads(app, services)
  v2ContactWrites(app, services)
  v2AccountRoutes(app, services)
}
