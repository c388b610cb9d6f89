import type { FastifyInstance } from 'fastify'
import { sendHal, sendNothing } from '#mock/answers.ts'
import type { Services } from '#mock/app.ts'
import { fieldAnswer } from './field-answer.ts'
import { baseOf, countedAnswer } from './list-answer.ts'
import { filterOf, idsOf, orderOf, pagingOf, textsOf, type Query } from './query.ts'

/** Custom fields of contacts, read by any user (reference 6.1). */
export function fieldReads(app: FastifyInstance, { store, access }: Services) {
  app.get<{ Querystring: Query }>('/api/v4/contacts/custom_fields', (request, reply) => {
    access.signedIn(request)
    const given = filterOf(request.query)
    const types = textsOf(given['type'])
    const ids = idsOf(given['id'], 'id')
    const { order, descending } = orderOf(request.query, ['sort', 'id'], 'sort')
    const found = store.directory
      .fields()
      .filter((field) => (!types || types.includes(field.type)) && (!ids || ids.includes(field.id)))
      .toSorted((a, b) => (a[order] - b[order] || a.id - b.id) * (descending ? -1 : 1))
      .map((field) => fieldAnswer(field, baseOf(request)))
    const paging = pagingOf(request.query)
    if (paging.offset >= found.length) return sendNothing(reply)
    return sendHal(reply, countedAnswer(request, 'custom_fields', found, paging))
  })

  app.get<{ Params: { id: string } }>('/api/v4/contacts/custom_fields/:id', (request, reply) => {
    access.signedIn(request)
    const field = store.directory.field(Number(request.params.id))
    return field ? sendHal(reply, fieldAnswer(field, baseOf(request))) : sendNothing(reply)
  })
}
