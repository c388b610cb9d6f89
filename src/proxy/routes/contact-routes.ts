import type { FastifyInstance } from 'fastify'
import { contactDetail, contactDetailQuery, contactPage } from '#contract/api/contacts.ts'
import { linkedCustomers, linkedElements, linkedLeads } from '#contract/api/linked.ts'
import { contactListQuery } from '#contract/api/where.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { withLinkedNames } from '#proxy/contacts/linked-names.ts'
import { found } from '#proxy/not-found.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { listFromSource, readOrCopy } from '#proxy/mirror/mirrored-source.ts'
import { searchTextOf } from '#proxy/sources/search-check.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { requirePart, type Source } from '#proxy/sources/source.ts'
import { contactParams, noQuery, reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

type Options = SourceAccess & {
  /** What people read who may not export; without it, nobody is registered. */
  reading: Auth['reading'] | undefined
}

export function contactRoutes(
  instance: FastifyInstance,
  { reading: readingLimit, ...access }: Options,
) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/contacts',
    {
      config: reading,
      schema: {
        params: sourceParams,
        querystring: contactListQuery,
        response: { 200: contactPage },
      },
    },
    async (request) => {
      const { get, visibilityAt } = viewOf(access, request)
      const source = get(request.params.source)
      const { mirror, reader } = source
      const call = readCallOf(request)
      const { from, ...given } = request.query
      const asked = { ...given, search: searchTextOf(given.search) }
      const isLive = from === 'source' || !mirror?.isComplete()
      const query = await resolveDays(asked, async () =>
        mirror && !isLive ? mirror.timeZone() : ((await reader.getAccount(call)).timeZone ?? 'UTC'),
      )
      const page = await (isLive
        ? reader.listContacts(query, call)
        : listFromSource(source, query, visibilityAt(source.info.id), call))
      // Whatever leaves is counted before it does.
      await readingLimit?.count(request, source.info.id, page.items.length)
      return page
    },
  )

  app.get(
    '/sources/:source/contacts/:id',
    {
      config: reading,
      schema: {
        params: contactParams,
        querystring: contactDetailQuery,
        response: { 200: contactDetail },
      },
    },
    async (request) => {
      const { id } = request.params
      const { get, visibilityAt } = viewOf(access, request)
      const source = get(request.params.source)
      const call = readCallOf(request)
      const contact =
        request.query.fallback === 'copy'
          ? await readOrCopy(source, id, visibilityAt(source.info.id), call)
          : await source.reader.getContact(id, call)
      const detail = found(contact, `contact ${id}`)
      await readingLimit?.count(request, source.info.id, 1)
      return detail
    },
  )

  app.get(
    '/sources/:source/contacts/:id/leads',
    {
      config: reading,
      schema: { params: contactParams, querystring: noQuery, response: { 200: linkedLeads } },
    },
    async (request) => {
      const { get, list } = viewOf(access, request)
      const source = get(request.params.source)
      const contactId = request.params.id
      const listLeads = requirePart(source.linker?.listLeads ?? null, 'leads')
      const call = readCallOf(request)
      const linked = found(await listLeads(contactId, call), `contact ${contactId}`)
      const listOf = (other: Source) => other.linker?.listLeads ?? null
      const among = { sources: list(), source, contactId }
      return withLinkedNames({ ...among, linked, listOf, call })
    },
  )

  app.get(
    '/sources/:source/contacts/:id/customers',
    {
      config: reading,
      schema: { params: contactParams, querystring: noQuery, response: { 200: linkedCustomers } },
    },
    async (request) => {
      const { get, list } = viewOf(access, request)
      const source = get(request.params.source)
      const contactId = request.params.id
      const listCustomers = requirePart(source.linker?.listCustomers ?? null, 'customers')
      const call = readCallOf(request)
      const linked = found(await listCustomers(contactId, call), `contact ${contactId}`)
      const listOf = (other: Source) => other.linker?.listCustomers ?? null
      const among = { sources: list(), source, contactId }
      return withLinkedNames({ ...among, linked, listOf, call })
    },
  )

  app.get(
    '/sources/:source/contacts/:id/catalog-elements',
    {
      config: reading,
      schema: { params: contactParams, querystring: noQuery, response: { 200: linkedElements } },
    },
    async (request) => {
      const { linker } = viewOf(access, request).get(request.params.source)
      const listElements = requirePart(linker?.listElements ?? null, 'catalogElements')
      const elements = await listElements(request.params.id, readCallOf(request))
      return found(elements, `contact ${request.params.id}`)
    },
  )
}
