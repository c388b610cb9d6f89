import type { FastifyInstance } from 'fastify'
import { overview, overviewQuery } from '#contract/api/overview.ts'
import type { Overviews } from '#proxy/contacts/overviews.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { visibilityOf } from '#proxy/sources/visibility.ts'
import { reading, sourceParams } from './route-params.ts'

type Options = { sources: Sources; overviews: Overviews }

/** Number of contacts added and changed recently, counted once for all users. */
export function overviewRoutes(instance: FastifyInstance, { sources, overviews }: Options) {
  withZod(instance).get(
    '/sources/:source/overview',
    {
      config: reading,
      schema: { params: sourceParams, querystring: overviewQuery, response: { 200: overview } },
    },
    async (request) => {
      const { zone, newerThan } = request.query
      const source = sources.get(request.params.source)
      const visibility = visibilityOf(request.access, request.params.source)
      const after = newerThan === undefined ? undefined : Date.parse(newerThan)
      return overviews.of(source, visibility, zone, after)
    },
  )
}
