import type { FastifyInstance } from 'fastify'
import { matchList, matchQuery } from '#contract/api/matches.ts'
import { findMatches } from '#proxy/contacts/find-matches.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { visibilityOf } from '#proxy/sources/visibility.ts'
import { sourceParams } from './route-params.ts'

/** Routes for bot contacts with matching contacts of another source. */
export function matchRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  withZod(instance).get(
    '/sources/:source/matches',
    {
      config: { access: { right: 'read', of: 'source', also: 'target' } },
      schema: { params: sourceParams, querystring: matchQuery, response: { 200: matchList } },
    },
    (request) => {
      const { target, ...query } = request.query
      const source = sources.get(request.params.source)
      const visibility = visibilityOf(request.access, target)
      return findMatches(source, sources.get(target), query, visibility, readCallOf(request))
    },
  )
}
