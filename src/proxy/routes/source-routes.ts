import type { FastifyInstance } from 'fastify'
import { sourceList } from '#contract/api/sources.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'

export async function sourceRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  withZod(instance).get(
    '/sources',
    { schema: { querystring: noQuery, response: { 200: sourceList } } },
    async () => ({
      items: sources.list().map((source) => source.info),
    }),
  )
}
