import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Link } from '#mock/store/link-table.ts'
import { readLinkItems, type LinkItem } from './v4-link-input.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { filterOf, idsOf, pathId, textsOf, type Query } from '#mock/query-params.ts'

/** Links of a contact to companies, leads, customers and catalog elements (reference 10). */
export function linkRoutes(app: FastifyInstance, services: Services) {
  const { store, access } = services
  function linksOf(contactId: number, query: Query) {
    const filter = filterOf(query)
    const ids = idsOf(filter['to_entity_id'], 'to_entity_id')
    const types = textsOf(filter['to_entity_type'])
    const catalogs = idsOf(filter['to_catalog_id'], 'to_catalog_id')
    const company = store.contact(contactId)?.company_id
    const toCompany = company
      ? [{ to_entity_id: company, to_entity_type: 'companies', metadata: null }]
      : []
    const others = store.links.all(contactId).map(linkResponse)
    return [...toCompany, ...others].filter(
      (link) =>
        (!ids || ids.includes(link.to_entity_id)) &&
        (!types || types.includes(link.to_entity_type)) &&
        (!catalogs || catalogs.includes(catalogOf(link.metadata))),
    )
  }

  const envelope = (request: FastifyRequest, links: object[]) => ({
    _total_items: links.length,
    _links: selfLink(`${baseUrlOf(request)}${request.url}`),
    _embedded: { links },
  })

  function contactIdOf(request: FastifyRequest<{ Params: { id: string } }>): number {
    const id = pathId(request.params.id)
    if (id === undefined || !store.contact(id)) throw new Rejection(404)
    return id
  }

  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/api/v4/contacts/:id/links',
    (request, reply) => {
      access.authenticate(request)
      const links = linksOf(pathId(request.params.id) ?? 0, request.query)
      return links.length === 0 ? sendNoContent(reply) : sendHal(reply, envelope(request, links))
    },
  )

  app.get<{ Querystring: Query }>('/api/v4/contacts/links', (request, reply) => {
    access.authenticate(request)
    const ids = idsOf(filterOf(request.query)['entity_id'], 'entity_id')
    if (!ids) throw new Rejection(400, 'filter[entity_id] is required')
    const links = ids.flatMap((id) =>
      linksOf(id, request.query).map((link) => ({
        entity_id: id,
        entity_type: 'contacts',
        ...link,
      })),
    )
    return links.length === 0 ? sendNoContent(reply) : sendHal(reply, envelope(request, links))
  })

  function addLinks(request: FastifyRequest, items: LinkItem[], by: number) {
    return store.transaction(() => {
      for (const item of items) {
        if (item.type === 'companies') {
          const contact = store.contact(item.contactId)
          if (contact) store.updateContact(contact, { company_id: item.toId }, by)
        } else store.addLink(linkOf(item, item.type), by)
      }
      return envelope(
        request,
        items.map((item) => ({
          entity_id: item.contactId,
          entity_type: 'contacts',
          to_entity_id: item.toId,
          to_entity_type: item.type,
          metadata:
            item.type === 'companies'
              ? null
              : (linkResponse(linkOf(item, item.type)).metadata ?? null),
        })),
      )
    })
  }

  function removeLinks(items: LinkItem[], by: number) {
    store.transaction(() => {
      for (const item of items) {
        if (item.type !== 'companies') store.removeLink(item.contactId, item.type, item.toId, by)
        const contact = item.type === 'companies' ? store.contact(item.contactId) : undefined
        if (contact?.company_id === item.toId)
          store.updateContact(contact, { company_id: null }, by)
      }
    })
  }

  app.post<{ Params: { id: string } }>('/api/v4/contacts/:id/link', (request, reply) => {
    const user = access.authenticate(request)
    const items = readLinkItems(services, request, contactIdOf(request))
    return sendHal(reply, addLinks(request, items, user.id))
  })
  app.post('/api/v4/contacts/link', (request, reply) => {
    const user = access.authenticate(request)
    return sendHal(reply, addLinks(request, readLinkItems(services, request), user.id))
  })
  app.post<{ Params: { id: string } }>('/api/v4/contacts/:id/unlink', (request, reply) => {
    const user = access.authenticate(request)
    removeLinks(readLinkItems(services, request, contactIdOf(request)), user.id)
    return sendNoContent(reply)
  })
  app.post('/api/v4/contacts/unlink', (request, reply) => {
    const user = access.authenticate(request)
    removeLinks(readLinkItems(services, request), user.id)
    return sendNoContent(reply)
  })
}

const catalogOf = (metadata: object | null) =>
  metadata && 'catalog_id' in metadata ? Number(metadata.catalog_id) : 0

const linkOf = (item: LinkItem, kind: Link['kind']): Link => ({
  contact_id: item.contactId,
  kind,
  to_id: item.toId,
  catalog_id: item.catalogId,
  quantity: item.quantity,
  price_id: item.priceId,
  is_main: item.isMain ? 1 : 0,
})

/** `is_main` of a write is read back as `main_contact` (reference 10). */
function linkResponse(link: Link) {
  const { to_id, kind, catalog_id, quantity, price_id, is_main } = link
  const metadata =
    kind === 'catalog_elements'
      ? { catalog_id, quantity: quantity ?? 1, price_id }
      : { main_contact: is_main === 1 }
  return { to_entity_id: to_id, to_entity_type: kind as string, metadata }
}
