import type { FastifyInstance } from 'fastify'
import { overview, overviewQuery } from '#contract/api/overview.ts'
import type { Overviews } from '#proxy/contacts/overviews.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

type Options = SourceAccess & { overviews: Overviews }

/** Number of contacts added and changed recently, counted once for all users. */
export function overviewRoutes(instance: FastifyInstance, { overviews, ...access }: Options) {
  withZod(instance).get(
    '/sources/:source/overview',
    {
      config: reading,
      schema: { params: sourceParams, querystring: overviewQuery, response: { 200: overview } },
    },
    async (request) => {
      const { zone, newerThan } = request.query
      const { get, visibilityAt } = viewOf(access, request)
      const source = get(request.params.source)
      const after = newerThan === undefined ? undefined : Date.parse(newerThan)
      return overviews.of(source, visibilityAt(source.info.id), zone, after)
    },
  )
}
