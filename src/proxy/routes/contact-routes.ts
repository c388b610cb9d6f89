import type { FastifyInstance } from 'fastify'
import { contactDetail, contactPage, contactQuery } from '#contract/api/contacts.ts'
import { linkedCustomers, linkedElements, linkedLeads } from '#contract/api/linked.ts'
import { readCallOf } from '#proxy/plugins/call-priority.ts'
import { found } from '#proxy/not-found.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { contactParams, noQuery, sourceParams } from './route-params.ts'

export async function contactRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/contacts',
    { schema: { params: sourceParams, querystring: contactQuery, response: { 200: contactPage } } },
    (request) =>
      sources.get(request.params.source).listContacts(request.query, readCallOf(request)),
  )

  app.get(
    '/sources/:source/contacts/:id',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: contactDetail } } },
    async (request) => {
      const contact = await sources
        .get(request.params.source)
        .getContact(request.params.id, readCallOf(request))
      return found(contact, `contact ${request.params.id}`)
    },
  )

  app.get(
    '/sources/:source/contacts/:id/leads',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: linkedLeads } } },
    async (request) => {
      const leads = await sources
        .get(request.params.source)
        .listLeads(request.params.id, readCallOf(request))
      return found(leads, `contact ${request.params.id}`)
    },
  )

  app.get(
    '/sources/:source/contacts/:id/customers',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: linkedCustomers } } },
    async (request) => {
      const customers = await sources
        .get(request.params.source)
        .listCustomers(request.params.id, readCallOf(request))
      return found(customers, `contact ${request.params.id}`)
    },
  )

  app.get(
    '/sources/:source/contacts/:id/catalog-elements',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: linkedElements } } },
    async (request) => {
      const elements = await sources
        .get(request.params.source)
        .listElements(request.params.id, readCallOf(request))
      return found(elements, `contact ${request.params.id}`)
    },
  )
}
