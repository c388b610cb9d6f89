import type { FastifyInstance, FastifyRequest } from 'fastify'
import { facetQuery, facets } from '#contract/api/facets.ts'
import { contactIds, contactIdsQuery } from '#contract/api/where.ts'
import {
  mirrorConsent,
  mirrorEstimate,
  mirrorStatus,
  mirrorStatusQuery,
  type MirrorStatus,
} from '#contract/api/mirror.ts'
import type { AuditAction } from '#contract/api/audit.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import type { Exports } from '#proxy/exports/export-service.ts'
import { statusWithoutMirror } from '#proxy/mirror/mirror-switch.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { problemOf } from '#proxy/plugins/error-handler.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { requirePart, type Source } from '#proxy/sources/source.ts'
import { checkKnown, checkSupported, keysOf } from '#proxy/sources/supported-query.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { searchTextOf } from '#proxy/sources/search-check.ts'
import { managing, noQuery, reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

const off: MirrorStatus = { ...statusWithoutMirror, obstacle: 'kind', problem: null }

/** Of all routes that answer the state of a copy. */
const schema = { params: sourceParams, querystring: noQuery, response: { 200: mirrorStatus } }

const changes = [
  ['pause', 'sourcePause'],
  ['resume', 'sourceResume'],
  ['refill', 'sourceRefill'],
  ['scan', 'sourceScan'],
] as const

export async function readMirrorStatus({ mirror }: Source): Promise<MirrorStatus> {
  if (!mirror) return off
  const { status, problem } = await mirror.status()
  return { ...status, problem: problem === undefined ? null : problemOf(problem) }
}

/** The state of a source's local copy, its changes, and what only such a copy can count. */
export function mirrorRoutes(
  instance: FastifyInstance,
  access: SourceAccess & { audit: Audit | undefined; exports: Exports | undefined },
) {
  const { sources, audit, exports } = access
  const app = withZod(instance)

  const mirrorOf = (id: string) => requirePart(sources.get(id).mirror, 'mirror')
  const statusOf = (id: string) => readMirrorStatus(sources.get(id))
  const record = (action: AuditAction, source: string, request: FastifyRequest) =>
    audit?.record({ action, source, actor: actorOf(request) })

  app.get(
    '/sources/:source/mirror',
    { config: reading, schema: { ...schema, querystring: mirrorStatusQuery } },
    ({ params: { source }, query: { watched } }) => {
      if (watched === '1') sources.get(source).mirror?.watch()
      return statusOf(source)
    },
  )

  app.get(
    '/sources/:source/mirror/estimate',
    { config: managing, schema: { ...schema, response: { 200: mirrorEstimate } } },
    ({ params }) => mirrorOf(params.source).estimate(),
  )

  app.put(
    '/sources/:source/mirror',
    { config: managing, schema: { ...schema, body: mirrorConsent } },
    async (request) => {
      const { source } = request.params
      await mirrorOf(source).turnOn()
      await record('sourceFill', source, request)
      return statusOf(source)
    },
  )

  app.delete('/sources/:source/mirror', { config: managing, schema }, async (request) => {
    const { source } = request.params
    await mirrorOf(source).erase()
    // What was made of it is on the same disk.
    await exports?.removeOf({ source })
    await record('sourceErase', source, request)
    return statusOf(source)
  })

  for (const [change, action] of changes)
    app.post(`/sources/:source/mirror/${change}`, { config: managing, schema }, async (request) => {
      const { source } = request.params
      await mirrorOf(source)[change]()
      await record(action, source, request)
      return statusOf(source)
    })

  const completeOf = (id: string, parameter: string) => {
    const copy = requirePart(sources.get(id).mirror, parameter)
    if (!copy.isComplete())
      throw new UnsupportedError(parameter, 'the local copy of this source is not complete')
    return copy
  }

  app.get(
    '/sources/:source/contacts/ids',
    {
      config: reading,
      schema: {
        params: sourceParams,
        querystring: contactIdsQuery,
        response: { 200: contactIds },
      },
    },
    async (request) => {
      const { params, query: asked } = request
      const copy = completeOf(params.source, 'ids')
      const { capabilities } = sources.get(params.source).info
      const filter = { ...asked, page: 1, size: 1, search: searchTextOf(asked.search) }
      const query = await resolveDays(filter, async () => copy.timeZone())
      checkSupported(query, { ...capabilities, pageSizes: [1] })
      return copy.listIds(query, viewOf(access, request).visibilityAt(request.params.source))
    },
  )

  app.get(
    '/sources/:source/facets',
    {
      config: reading,
      schema: { params: sourceParams, querystring: facetQuery, response: { 200: facets } },
    },
    async (request) => {
      const copy = completeOf(request.params.source, 'key')
      const { key, ...asked } = request.query
      const filter = { ...asked, search: searchTextOf(asked.search) }
      const query = await resolveDays(filter, async () => copy.timeZone())
      const { capabilities } = sources.get(request.params.source).info
      checkKnown('key', [key, ...keysOf(query)], capabilities)
      return copy.facets(
        { ...query, key },
        viewOf(access, request).visibilityAt(request.params.source),
      )
    },
  )
}
