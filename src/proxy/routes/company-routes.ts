import type { FastifyInstance } from 'fastify'
import {
  companyCreate,
  companyCreateResult,
  companyDetail,
  companyList,
  companyQuery,
  type CompanyList,
} from '#contract/api/companies.ts'
import { facetQuery } from '#contract/api/facets.ts'
import { foldText } from '#contract/model/search-key.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import { found } from '#proxy/not-found.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { readCallOf, writeCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { requirePart, type SourceMirror } from '#proxy/sources/source.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { contactParams, noQuery, reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

/** Companies by name, one of them, and new ones. */
export function companyRoutes(
  instance: FastifyInstance,
  { audit, ...access }: SourceAccess & { audit: Audit | undefined },
) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/companies',
    {
      config: reading,
      schema: { params: sourceParams, querystring: companyQuery, response: { 200: companyList } },
    },
    (request) => {
      const { get, visibilityAt } = viewOf(access, request)
      const { companies, mirror, info } = get(request.params.source)
      const { search } = request.query
      if (companies) return companies.find(search, readCallOf(request))
      const isCopied = info.capabilities.companies !== null && mirror?.isComplete() === true
      const copy = requirePart(isCopied ? mirror : null, 'companies')
      return copiedCompanies(copy, search, visibilityAt(info.id))
    },
  )

  app.get(
    '/sources/:source/companies/:id',
    {
      config: reading,
      schema: { params: contactParams, querystring: noQuery, response: { 200: companyDetail } },
    },
    async (request) => {
      const { companies } = viewOf(access, request).get(request.params.source)
      const { get } = requirePart(companies, 'companies')
      const { id } = request.params
      return found(await get(id, readCallOf(request)), `company ${id}`)
    },
  )

  app.post(
    '/sources/:source/companies',
    {
      config: { access: { right: 'companies', of: 'source' } },
      schema: {
        params: sourceParams,
        body: companyCreate,
        response: { 200: companyCreateResult },
      },
    },
    async (request) => {
      const { source } = request.params
      const { name, shown } = request.body
      const companies = requirePart(viewOf(access, request).get(source).companies, 'companies')
      const entry = {
        action: 'companyCreate',
        actor: actorOf(request),
        source,
        subject: name,
      } as const
      try {
        const result = await companies.create(name, shown, writeCallOf(request))
        if (result.outcome === 'created') {
          const details = [{ attribute: 'company', after: result.company.id }]
          await audit?.record({ ...entry, details })
        }
        return result
      } catch (error) {
        if (error instanceof SourceError && error.mayHaveHappened)
          await audit?.record({ ...entry, outcome: 'unknown' })
        throw error
      }
    },
  )
}

/** The companies of contacts that the copy has, by the words of their names. */
async function copiedCompanies(
  copy: SourceMirror,
  search: string,
  visibility: Visibility,
): Promise<CompanyList> {
  const { items, hasMore } = await copy.facets(
    facetQuery.parse({ key: 'company', search }),
    visibility,
  )
  const words = foldText(search).split(' ')
  return {
    items: items
      .filter(({ label }) => words.every((word) => foldText(label ?? '').includes(word)))
      .map(({ value, label, count }) => ({
        id: Number(value),
        name: label,
        phone: null,
        place: null,
        contacts: count,
      })),
    hasMore,
  }
}
