import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from '#mock/services.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Catalog, Element } from '#mock/store/entity-types.ts'
import { entityQueryOf, itemRoute, sendPage } from './v4-entity-routes.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import type { Query } from '#mock/query-params.ts'

/** Reading catalogs and their elements (reference 13). */
export function catalogReads(app: FastifyInstance, { store, access }: Services) {
  const catalog = (entity: Catalog, request: FastifyRequest) => ({
    ...entity,
    _links: selfLink(`${baseUrlOf(request)}/api/v4/catalogs/${entity.id}`),
  })
  app.get<{ Querystring: Query }>('/api/v4/catalogs', (request, reply) => {
    access.authenticate(request)
    const found = store.catalogs.list(entityQueryOf(request.query, ['id']))
    return sendPage(request, reply, { name: 'catalogs', found, toResponse: catalog })
  })
  itemRoute(
    app,
    '/api/v4/catalogs',
    (request, id) => access.authenticate(request) && store.catalogs.get(id),
    catalog,
  )

  const element = (entity: Element, request: FastifyRequest) => ({
    ...entity,
    _links: selfLink(
      `${baseUrlOf(request)}/api/v4/catalogs/${entity.catalog_id}/elements/${entity.id}`,
    ),
    _embedded: {},
  })
  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/api/v4/catalogs/:id/elements',
    (request, reply) => {
      access.authenticate(request)
      const query = entityQueryOf(request.query, ['id', 'updated_at'])
      const owners = [Number(request.params.id) || 0]
      const found = store.elements.list({ ...query, owners })
      return sendPage(request, reply, { name: 'elements', found, toResponse: element })
    },
  )
  app.get<{ Params: { id: string; elementId: string } }>(
    '/api/v4/catalogs/:id/elements/:elementId',
    (request, reply) => {
      access.authenticate(request)
      const found = store.elements.get(Number(request.params.elementId) || 0)
      if (!found || String(found.catalog_id) !== request.params.id) return sendNoContent(reply)
      return sendHal(reply, element(found, request))
    },
  )
}
