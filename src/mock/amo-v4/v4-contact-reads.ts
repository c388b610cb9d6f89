import type { FastifyInstance } from 'fastify'
import type { Services } from '#mock/services.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import { editAfterRead } from '#mock/concurrent-edits.ts'
import { deleteAfterPage, restrictToShare } from '#mock/list-faults.ts'
import { Rejection } from '#mock/rejection.ts'
import { contactResponses } from './v4-contact-response.ts'
import { contactFilterOf } from './v4-contact-filter.ts'
import { contactOrdersOf, contactTextOf } from './v4-dialect.ts'
import { baseUrlOf, listResponse } from './v4-list-response.ts'
import { orderOf, pagingOf, pathId, withOf, type Query } from '#mock/query-params.ts'

/** `GET /api/v4/contacts` and `GET /api/v4/contacts/{id}` (seeds 000, 001, 002; reference 3). */
export function contactReads(app: FastifyInstance, services: Services) {
  const { store, access } = services
  const textsOf = (ids: number[]) =>
    store.contacts.texts(ids).map((row) => contactTextOf(services.v4Dialect(), row))

  app.get<{ Querystring: Query }>('/api/v4/contacts', (request, reply) => {
    const user = access.authenticate(request)
    const query = request.query
    const paging = pagingOf(query)
    const names = withOf(query)
    const filter = contactFilterOf(query, store.directory.field)
    const visible = access.visibleOwnerIds(user)
    if (visible) {
      const requested = filter.responsible
      filter.responsible = requested ? visible.filter((id) => requested.includes(id)) : visible
    }
    if (typeof query['query'] === 'string' && query['query'].trim() !== '')
      filter.text = query['query'].trim()
    if (names.has('only_deleted')) filter.trashed = true

    restrictToShare(services, request, filter)

    const { offset, limit } = paging
    const order = orderOf(query, contactOrdersOf(services.v4Dialect()), 'updated_at')
    const ids = store.contacts.ids({ filter, ...order, offset, limit: limit + 1 })
    if (ids.length === 0) return sendNoContent(reply)
    const pageIds = ids.slice(0, limit)
    const items = contactResponses(store, textsOf(pageIds), names, baseUrlOf(request))
    editAfterRead(services, request, filter.ids && pageIds)
    deleteAfterPage(services, request, filter)
    const hasNext = ids.length > limit
    return sendHal(reply, listResponse(request, { name: 'contacts', items, paging, hasNext }))
  })

  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/api/v4/contacts/:id',
    (request, reply) => {
      const user = access.authenticate(request)
      const id = pathId(request.params.id)
      if (id === undefined)
        throw new Rejection(404, `Cannot GET ${baseUrlOf(request)}${request.url}!`)
      const contact = store.contact(id)
      const names = withOf(request.query)
      if (
        !contact ||
        !access.canSee(user, contact) ||
        contact.trashed !== names.has('only_deleted')
      )
        return sendNoContent(reply)
      const [item] = contactResponses(store, textsOf([id]), names, baseUrlOf(request))
      editAfterRead(services, request, [id])
      return item === undefined ? sendNoContent(reply) : sendHal(reply, item)
    },
  )
}
