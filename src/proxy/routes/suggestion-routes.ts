import type { FastifyInstance } from 'fastify'
import { suggestionQuery, suggestions } from '#contract/api/suggestions.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { checkKnown, keysOf } from '#proxy/sources/supported-query.ts'
import { requirePart } from '#proxy/sources/source.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { visibilityOf } from '#proxy/sources/visibility.ts'
import { searchTextOf } from './contact-routes.ts'
import { reading, sourceParams } from './route-params.ts'

/** Other searches for one that found little, which only a complete local copy can count. */
export function suggestionRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  withZod(instance).get(
    '/sources/:source/suggestions',
    {
      config: reading,
      schema: {
        params: sourceParams,
        querystring: suggestionQuery,
        response: { 200: suggestions },
      },
    },
    async (request) => {
      const copy = requirePart(sources.get(request.params.source).mirror, 'search')
      if (!copy.isComplete())
        throw new UnsupportedError('search', 'the local copy of this source is not complete yet')
      const asked = { ...request.query, search: searchTextOf(request.query.search) }
      const query = await resolveDays(asked, async () => copy.timeZone())
      checkKnown('where', keysOf(query), sources.get(request.params.source).info.capabilities)
      return copy.suggest(query, visibilityOf(request.access, request.params.source))
    },
  )
}
