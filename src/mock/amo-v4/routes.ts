import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/app.ts'
import { accountReads } from './account.ts'
import { businessReads } from './business.ts'
import { catalogReads } from './catalogs.ts'
import { chatRoutes } from './chats.ts'
import { contactReads } from './contact-reads.ts'
import { contactWrites } from './contact-writes.ts'
import { eventReads } from './events.ts'
import { fieldWrites } from './field-writes.ts'
import { fieldReads } from './fields.ts'
import { linkRoutes } from './links.ts'
import { noteRoutes } from './notes.ts'
import { pipelineReads } from './pipelines.ts'
import { tagRoutes } from './tags.ts'
import { taskRoutes } from './tasks.ts'
import { userReads } from './users.ts'

/** amoCRM API v4, as the documents 000 to 002 and the reference describe it. */
export function amoV4(app: FastifyInstance, services: Services) {
  contactReads(app, services)
  contactWrites(app, services)
  chatRoutes(app, services)
  fieldReads(app, services)
  fieldWrites(app, services)
  tagRoutes(app, services)
  linkRoutes(app, services)
  noteRoutes(app, services)
  taskRoutes(app, services)
  eventReads(app, services)
  userReads(app, services)
  accountReads(app, services)
  pipelineReads(app, services)
  businessReads(app, services)
  catalogReads(app, services)
}
