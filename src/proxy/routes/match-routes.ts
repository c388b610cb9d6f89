import type { FastifyInstance } from 'fastify'
import { matchList, matchQuery } from '#contract/api/matches.ts'
import { findMatches } from '#proxy/contacts/find-matches.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

/** Routes for bot contacts with matching contacts of another source. */
export function matchRoutes(instance: FastifyInstance, access: SourceAccess) {
  withZod(instance).get(
    '/sources/:source/matches',
    {
      config: { access: { right: 'read', of: 'source', also: 'target' } },
      schema: { params: sourceParams, querystring: matchQuery, response: { 200: matchList } },
    },
    (request) => {
      const { target, ...query } = request.query
      const { get, visibilityAt } = viewOf(access, request)
      const source = get(request.params.source)
      return findMatches(source, get(target), query, visibilityAt(target), readCallOf(request))
    },
  )
}
