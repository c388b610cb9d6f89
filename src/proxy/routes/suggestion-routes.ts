import type { FastifyInstance } from 'fastify'
import { suggestionQuery, suggestions } from '#contract/api/suggestions.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { checkKnown, keysOf } from '#proxy/sources/supported-query.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { searchTextOf } from '#proxy/sources/search-check.ts'
import { reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

/** Other searches for one that found little, which only a complete local copy can count. */
export function suggestionRoutes(instance: FastifyInstance, access: SourceAccess) {
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
      const { get, visibilityAt } = viewOf(access, request)
      const { mirror, info } = get(request.params.source)
      const copy = requirePart(mirror, 'search')
      if (!copy.isComplete())
        throw new UnsupportedError('search', 'the local copy of this source is not complete yet')
      const asked = { ...request.query, search: searchTextOf(request.query.search) }
      const query = await resolveDays(asked, async () => copy.timeZone())
      checkKnown('where', keysOf(query), info.capabilities)
      return copy.suggest(query, visibilityAt(request.params.source))
    },
  )
}
