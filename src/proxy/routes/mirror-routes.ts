import type { FastifyInstance } from 'fastify'
import { facetQuery, facets } from '#contract/api/facets.ts'
import { mirrorStatus, type MirrorStatus } from '#contract/api/mirror.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { problemOf } from '#proxy/plugins/error-handler.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { requirePart } from '#proxy/sources/source.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { visibilityOf } from '#proxy/sources/visibility.ts'
import { searchTextOf } from './contact-routes.ts'
import { noQuery, sourceParams } from './route-params.ts'

const off: MirrorStatus = {
  state: 'off',
  isComplete: false,
  read: 0,
  expected: null,
  startedAt: null,
  asOf: null,
  lastFullScanAt: null,
  drift: null,
  unreadable: 0,
  disappeared: 0,
  requestsToday: 0,
  bytes: null,
  problem: null,
}

/** The state of a source's local copy, and what only such a copy can count. */
export async function mirrorRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/mirror',
    { schema: { params: sourceParams, querystring: noQuery, response: { 200: mirrorStatus } } },
    async (request): Promise<MirrorStatus> => {
      const { mirror } = sources.get(request.params.source)
      if (!mirror) return off
      const { status, problem } = await mirror.status()
      return { ...status, problem: problem === undefined ? null : problemOf(problem) }
    },
  )

  app.get(
    '/sources/:source/facets',
    { schema: { params: sourceParams, querystring: facetQuery, response: { 200: facets } } },
    async (request) => {
      const { mirror } = sources.get(request.params.source)
      const copy = requirePart(mirror, 'key')
      if (!copy.isComplete())
        throw new UnsupportedError('key', 'the local copy of this source is not complete yet')
      const { key, ...asked } = request.query
      const filter = { ...asked, search: searchTextOf(asked.search) }
      const query = await resolveDays(filter, async () => copy.timeZone())
      return copy.facets({ ...query, key }, visibilityOf(actorOf(request)))
    },
  )
}
