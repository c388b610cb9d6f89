import type { FastifyInstance } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { fieldResponse } from './v4-field-response.ts'
import type { Field } from '#mock/store/contact.ts'
import { baseUrlOf, countedListResponse, selfLink } from './v4-list-response.ts'
import { filterOf, idsOf, orderOf, pagingOf, textsOf, type Query } from '#mock/query-params.ts'

/** Reading custom field definitions of contacts, for any user (reference 6.1). */
export function fieldReads(app: FastifyInstance, { store, access }: Services) {
  app.get<{ Querystring: Query }>('/api/v4/contacts/custom_fields', (request, reply) => {
    access.authenticate(request)
    const given = filterOf(request.query)
    const types = textsOf(given['type'])
    const ids = idsOf(given['id'], 'id')
    const { order, descending } = orderOf(request.query, ['sort', 'id'], 'sort')
    const found = store.directory
      .fields()
      .filter((field) => (!types || types.includes(field.type)) && (!ids || ids.includes(field.id)))
      .toSorted((a, b) => (a[order] - b[order] || a.id - b.id) * (descending ? -1 : 1))
      .map((field) => fieldResponse(field, baseUrlOf(request)))
    const paging = pagingOf(request.query)
    if (paging.offset >= found.length) return sendNoContent(reply)
    return sendHal(reply, countedListResponse(request, 'custom_fields', found, paging))
  })

  app.get('/api/v4/contacts/custom_fields/groups', (request, reply) => {
    access.authenticate(request)
    const _links = selfLink(`${baseUrlOf(request)}/api/v4/contacts/custom_fields/groups`)
    const custom_field_groups = [defaultGroup(store.directory.fields())]
    return sendHal(reply, { _total_items: 1, _links, _embedded: { custom_field_groups } })
  })

  app.get<{ Params: { id: string } }>('/api/v4/contacts/custom_fields/:id', (request, reply) => {
    access.authenticate(request)
    const field = store.directory.field(Number(request.params.id))
    return field ? sendHal(reply, fieldResponse(field, baseUrlOf(request))) : sendNoContent(reply)
  })
}

/** The default group of fields, which every account has. */
const defaultGroup = (fields: Field[]) => ({
  id: 'default',
  name: 'Основное',
  is_predefined: true,
  entity_type: 'contacts',
  sort: 0,
  type: 'default',
  fields: fields.filter(({ group_id }) => group_id === null).map(({ id }) => id),
})
