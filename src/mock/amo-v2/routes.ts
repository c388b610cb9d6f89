import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/app.ts'
import { legacyLogin } from './access.ts'
import { legacyAccount } from './account.ts'
import { legacyContactReads } from './contact-reads.ts'
import { legacyContactWrites } from './contact-writes.ts'

/** amoCRM API v2 over the same people (seed 003). */
export function amoV2(app: FastifyInstance, services: Services) {
  legacyLogin(app, services)
  legacyContactReads(app, services)
  legacyContactWrites(app, services)
  legacyAccount(app, services)
}
