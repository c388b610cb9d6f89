import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import { Rejection } from '#mock/rejection.ts'
import type { EntityQuery } from '#mock/store/entity-types.ts'
import { baseUrlOf, listResponse } from './v4-list-response.ts'
import {
  filterOf,
  idsOf,
  orderOf,
  pagingOf,
  rangeOf,
  textsOf,
  type Query,
} from '#mock/query-params.ts'

type ResponseBuilder<Entity> = (entity: Entity, request: FastifyRequest) => object

/** The query parameters shared by all lists except contacts. */
export function entityQueryOf(
  query: Query,
  orders: readonly EntityQuery['order'][],
  fallback: EntityQuery['order'] = 'id',
): EntityQuery {
  const filter = filterOf(query)
  const { offset, limit } = pagingOf(query)
  const found: EntityQuery = { ...orderOf(query, orders, fallback), offset, limit: limit + 1 }
  const ids = idsOf(filter['id'] ?? query['id'], 'id')
  const names = textsOf(filter['name'], { commas: false })
  const createdAt = rangeOf(filter['created_at'], 'created_at')
  const updatedAt = rangeOf(filter['updated_at'], 'updated_at')
  if (ids) found.ids = ids
  if (names) found.names = names
  if (createdAt) found.createdAt = createdAt
  if (updatedAt) found.updatedAt = updatedAt
  if (typeof query['query'] === 'string' && query['query'].trim() !== '')
    found.text = query['query'].trim()
  for (const key of ['created_by', 'updated_by', 'responsible_user_id']) {
    const values = idsOf(filter[key], key)
    if (values) found.keys = { ...found.keys, [key]: values }
  }
  return found
}

/** Sends a page of `found`, which has one more item than the page if there is a next one. */
export function sendPage<Entity>(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    name,
    found,
    toResponse,
  }: { name: string; found: Entity[]; toResponse: ResponseBuilder<Entity> },
) {
  if (found.length === 0) return sendNoContent(reply)
  const paging = pagingOf(request.query as Query) // parsed by parseQuery
  const items = found
    .slice(0, paging.limit)
    .map((entity) => JSON.stringify(toResponse(entity, request)))
  const hasNext = found.length > paging.limit
  return sendHal(reply, listResponse(request, { name, items, paging, hasNext }))
}

/** Registers `GET {path}/:id`: 204 for an unknown id, 404 if it is not a number. */
export function itemRoute<Entity>(
  app: FastifyInstance,
  path: string,
  find: (request: FastifyRequest, id: number) => Entity | undefined,
  toResponse: ResponseBuilder<Entity>,
) {
  app.get<{ Params: { id: string } }>(`${path}/:id`, (request, reply) => {
    if (!/^\d{1,15}$/.test(request.params.id))
      throw new Rejection(404, `Cannot GET ${baseUrlOf(request)}${request.url}!`)
    const entity = find(request, Number(request.params.id))
    return entity === undefined ? sendNoContent(reply) : sendHal(reply, toResponse(entity, request))
  })
}
