import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Company, Customer, Lead } from '#mock/store/entity-types.ts'
import type { Store } from '#mock/mock-store.ts'
import { entityQueryOf, itemRoute, sendPage } from './v4-entity-routes.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import {
  filterOf,
  idsOf,
  rangeOf,
  withOf,
  type Query,
  type QueryValue,
} from '#mock/query-params.ts'

/** Reading leads, companies and customers (reference 13). */
export function entityReads(app: FastifyInstance, { store, access }: Services) {
  const lead = (entity: Lead, request: FastifyRequest) => leadResponse(store, entity, request)
  app.get<{ Querystring: Query }>('/api/v4/leads', (request, reply) => {
    access.authenticate(request)
    const query = entityQueryOf(request.query, ['id', 'created_at', 'updated_at'])
    const filter = filterOf(request.query)
    const pipelines = idsOf(filter['pipeline_id'], 'pipeline_id')
    const statuses = statusesOf(filter['statuses'])
    if (pipelines) query.keys = { ...query.keys, pipeline_id: pipelines }
    if (statuses) query.keys = { ...query.keys, status_id: statuses }
    const price = rangeOf(filter['price'], 'price')
    const closedAt = rangeOf(filter['closed_at'], 'closed_at')
    query.ranges = { ...(price ? { price } : {}), ...(closedAt ? { closed_at: closedAt } : {}) }
    return sendPage(request, reply, {
      name: 'leads',
      found: store.leads.list(query),
      toResponse: lead,
    })
  })
  itemRoute(
    app,
    '/api/v4/leads',
    (request, id) => access.authenticate(request) && store.leads.get(id),
    lead,
  )

  const company = (entity: Company, request: FastifyRequest) =>
    companyResponse(store, entity, request)
  app.get<{ Querystring: Query }>('/api/v4/companies', (request, reply) => {
    access.authenticate(request)
    const found = store.companies.list(entityQueryOf(request.query, ['id', 'updated_at', 'name']))
    return sendPage(request, reply, { name: 'companies', found, toResponse: company })
  })
  itemRoute(
    app,
    '/api/v4/companies',
    (request, id) => access.authenticate(request) && store.companies.get(id),
    company,
  )

  const customer = (entity: Customer, request: FastifyRequest) =>
    customerResponse(store, entity, request)
  app.get<{ Querystring: Query }>('/api/v4/customers', (request, reply) => {
    access.authenticate(request)
    const query = entityQueryOf(request.query, ['id', 'created_at', 'updated_at'])
    const filter = filterOf(request.query)
    const price = rangeOf(filter['next_price'], 'next_price')
    const date = rangeOf(filter['next_date'], 'next_date')
    query.ranges = { ...(price ? { next_price: price } : {}), ...(date ? { next_date: date } : {}) }
    return sendPage(request, reply, {
      name: 'customers',
      found: store.customers.list(query),
      toResponse: customer,
    })
  })
  itemRoute(
    app,
    '/api/v4/customers',
    (request, id) => access.authenticate(request) && store.customers.get(id),
    customer,
  )
}

/** `filter[statuses][0][pipeline_id]=..&[status_id]=..`: only the statuses are used, a pipeline is implied by them. */
function statusesOf(value: QueryValue): number[] | undefined {
  if (typeof value !== 'object') return undefined
  const ids = Object.values(value).flatMap((item) => {
    if (typeof item !== 'object' || Array.isArray(item))
      throw new Rejection(400, 'Invalid filter: statuses')
    return idsOf(item['status_id'], 'statuses') ?? []
  })
  return ids.length > 0 ? ids : undefined
}

function leadResponse(store: Store, lead: Lead, request: FastifyRequest) {
  const { company_id, ...model } = lead
  const base = baseUrlOf(request)
  const names = withOf(request.query as Query) // parsed by parseQuery
  const contacts = names.has('contacts') ? store.links.toTarget('leads', lead.id) : undefined
  return {
    ...model,
    ...(names.has('source_id') ? { source_id: null } : {}),
    ...(names.has('is_price_modified_by_robot') ? { is_price_modified_by_robot: false } : {}),
    _links: selfLink(`${base}/api/v4/leads/${lead.id}`),
    _embedded: {
      tags: [],
      companies: company_id === null ? [] : [reference(base, 'companies', company_id)],
      ...(contacts
        ? {
            contacts: contacts.map(({ contact_id, is_main }) => ({
              ...reference(base, 'contacts', contact_id),
              is_main: is_main === 1,
            })),
          }
        : {}),
      ...(names.has('catalog_elements') ? { catalog_elements: [] } : {}),
      ...(names.has('loss_reason') ? { loss_reason: [] } : {}),
    },
  }
}

function companyResponse(store: Store, company: Company, request: FastifyRequest) {
  const base = baseUrlOf(request)
  const names = withOf(request.query as Query) // parsed by parseQuery
  const contactIds = names.has('contacts') ? store.contacts.idsOfCompany(company.id) : undefined
  return {
    ...company,
    _links: selfLink(`${base}/api/v4/companies/${company.id}`),
    _embedded: {
      tags: [],
      ...(contactIds ? { contacts: contactIds.map((id) => reference(base, 'contacts', id)) } : {}),
      ...(names.has('leads') ? { leads: [] } : {}),
      ...(names.has('customers') ? { customers: [] } : {}),
      ...(names.has('catalog_elements') ? { catalog_elements: [] } : {}),
    },
  }
}

function customerResponse(store: Store, customer: Customer, request: FastifyRequest) {
  const base = baseUrlOf(request)
  const names = withOf(request.query as Query) // parsed by parseQuery
  const contacts = names.has('contacts')
    ? store.links.toTarget('customers', customer.id)
    : undefined
  return {
    ...customer,
    _links: selfLink(`${base}/api/v4/customers/${customer.id}`),
    _embedded: {
      segments: [],
      tags: [],
      ...(contacts
        ? {
            contacts: contacts.map(({ contact_id, is_main }) => ({
              ...reference(base, 'contacts', contact_id),
              is_main: is_main === 1,
            })),
          }
        : {}),
      ...(names.has('companies') ? { companies: [] } : {}),
      ...(names.has('catalog_elements') ? { catalog_elements: [] } : {}),
    },
  }
}

const reference = (base: string, kind: string, id: number) => ({
  id,
  _links: selfLink(`${base}/api/v4/${kind}/${id}`),
})
