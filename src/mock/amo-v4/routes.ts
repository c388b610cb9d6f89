import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/app.ts'
import { accountReads } from './account.ts'
import { businessReads } from './business.ts'
import { catalogReads } from './catalogs.ts'
import { contactReads } from './contact-reads.ts'
import { fieldReads } from './fields.ts'
import { pipelineReads } from './pipelines.ts'
import { userReads } from './users.ts'

/** amoCRM API v4, as the documents 000 to 002 and the reference describe it. */
export function amoV4(app: FastifyInstance, services: Services) {
  contactReads(app, services)
  fieldReads(app, services)
  userReads(app, services)
  accountReads(app, services)
  pipelineReads(app, services)
  businessReads(app, services)
  catalogReads(app, services)
}
