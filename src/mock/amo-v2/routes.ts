import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/mock-app.ts'
import { legacyLogin } from './v2-login.ts'
import { legacyAccount } from './v2-account.ts'
import { legacyContactReads } from './v2-contact-reads.ts'
import { legacyContactWrites } from './v2-contact-writes.ts'

/** amoCRM API v2 over the same people (seed 003). */
export function amoV2(app: FastifyInstance, services: Services) {
  legacyLogin(app, services)
  legacyContactReads(app, services)
  legacyContactWrites(app, services)
  legacyAccount(app, services)
}
