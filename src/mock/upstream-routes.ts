import type { FastifyInstance } from 'fastify'
import type { Services } from './services.ts'
import { accountReads } from '#mock/amo-v4/v4-account.ts'
import { entityReads } from '#mock/amo-v4/v4-entity-reads.ts'
import { catalogReads } from '#mock/amo-v4/v4-catalogs.ts'
import { companyWrites } from '#mock/amo-v4/v4-company-writes.ts'
import { chatRoutes } from '#mock/amo-v4/v4-chats.ts'
import { contactReads } from '#mock/amo-v4/v4-contact-reads.ts'
import { contactWrites } from '#mock/amo-v4/v4-contact-writes.ts'
import { eventReads } from '#mock/amo-v4/v4-events.ts'
import { fieldWrites } from '#mock/amo-v4/v4-field-writes.ts'
import { fieldReads } from '#mock/amo-v4/v4-field-reads.ts'
import { linkRoutes } from '#mock/amo-v4/v4-links.ts'
import { noteRoutes } from '#mock/amo-v4/v4-notes.ts'
import { pipelineReads } from '#mock/amo-v4/v4-pipelines.ts'
import { tagRoutes } from '#mock/amo-v4/v4-tags.ts'
import { talkRoutes } from '#mock/amo-v4/v4-talks.ts'
import { taskRoutes } from '#mock/amo-v4/v4-tasks.ts'
import { userReads } from '#mock/amo-v4/v4-users.ts'
import { v2LinkedEntityReads } from '#mock/amo-v2/v2-linked-entities.ts'
import { v2LoginRoutes } from '#mock/amo-v2/v2-login.ts'
import { v2AccountRoutes } from '#mock/amo-v2/v2-account.ts'
import { v2ContactReads } from '#mock/amo-v2/v2-contact-reads.ts'
import { v2ContactWrites } from '#mock/amo-v2/v2-contact-writes.ts'
import { botContactRoutes } from '#mock/watbot/bot-contact-routes.ts'
import { tagAndVariableRoutes } from '#mock/watbot/bot-tags-variables.ts'

/** amoCRM API v4 (seeds 000 to 002). */
export function amoV4Routes(app: FastifyInstance, services: Services) {
  contactReads(app, services)
  contactWrites(app, services)
  chatRoutes(app, services)
  talkRoutes(app, services)
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
  entityReads(app, services)
  companyWrites(app, services)
  catalogReads(app, services)
}

/** All upstreams: amoCRM API v4, API v2 over the same contacts (seed 003) and WatBot (seed 004). */
export function upstreamRoutes(app: FastifyInstance, services: Services) {
  amoV4Routes(app, services)
  v2LoginRoutes(app, services)
  v2ContactReads(app, services)
  v2ContactWrites(app, services)
  v2AccountRoutes(app, services)
  v2LinkedEntityReads(app, services)

  botContactRoutes(app, services)
  tagAndVariableRoutes(app, services)
}
