import type { FastifyInstance } from 'fastify'
import { contactDetail, contactPage, contactQuery } from '#contract/api/contacts.ts'
import { linkedCustomers, linkedElements, linkedLeads } from '#contract/api/linked.ts'
import { found } from '#proxy/not-found.ts'
import { withZod } from '#proxy/plugins/zod.ts'
import type { Sources } from '#proxy/sources/registry.ts'
import { contactParams, noQuery, sourceParams } from './params.ts'

export async function contactRoutes(instance: FastifyInstance, { sources }: { sources: Sources }) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/contacts',
    { schema: { params: sourceParams, querystring: contactQuery, response: { 200: contactPage } } },
    ({ params, query }) => sources.get(params.source).listContacts(query),
  )

  app.get(
    '/sources/:source/contacts/:id',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: contactDetail } } },
    async ({ params }) => {
      const contact = await sources.get(params.source).getContact(params.id)
      return found(contact, `contact ${params.id}`)
    },
  )

  app.get(
    '/sources/:source/contacts/:id/leads',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: linkedLeads } } },
    async ({ params }) => {
      const leads = await sources.get(params.source).listLeads(params.id)
      return found(leads, `contact ${params.id}`)
    },
  )

  app.get(
    '/sources/:source/contacts/:id/customers',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: linkedCustomers } } },
    async ({ params }) => {
      const customers = await sources.get(params.source).listCustomers(params.id)
      return found(customers, `contact ${params.id}`)
    },
  )

  app.get(
    '/sources/:source/contacts/:id/catalog-elements',
    { schema: { params: contactParams, querystring: noQuery, response: { 200: linkedElements } } },
    async ({ params }) => {
      const elements = await sources.get(params.source).listElements(params.id)
      return found(elements, `contact ${params.id}`)
    },
  )
}
