import type { FastifyInstance } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { baseUrlOf, listResponse, selfLink } from './v4-list-response.ts'
import { filterOf, idsOf, pagingOf, textsOf, type Query } from '#mock/query-params.ts'

/** Tags of contacts can be listed and created, but not renamed or deleted; `color` is always null (reference 5). */
export function tagRoutes(app: FastifyInstance, services: Services) {
  const { store, access } = services
  app.get<{ Querystring: Query }>('/api/v4/contacts/tags', (request, reply) => {
    access.authenticate(request)
    const filter = filterOf(request.query)
    const ids = idsOf(filter['id'], 'id')
    const names = textsOf(filter['name'], { commas: false })
    const { query } = request.query
    const text = typeof query === 'string' ? query.trim().toLowerCase() : ''
    const found = store.directory
      .tags()
      .filter((tag) => !ids || ids.includes(tag.id))
      .filter((tag) => !names || names.includes(tag.name))
      .filter((tag) => tag.name.toLowerCase().includes(text))
      .toSorted((a, b) => a.id - b.id)
    const paging = pagingOf(request.query)
    const items = found
      .slice(paging.offset, paging.offset + paging.limit)
      .map(({ id, name }) => JSON.stringify({ id, name, color: null }))
    if (items.length === 0) return sendNoContent(reply)
    const hasNext = paging.offset + paging.limit < found.length
    return sendHal(reply, listResponse(request, { name: 'tags', items, paging, hasNext }))
  })

  app.post('/api/v4/contacts/tags', (request, reply) => {
    access.authenticate(request)
    const items = itemsOf(request.body)
    const inputs = readBatch(services, request, items, ({ name }, issues, requestId) => {
      if (typeof name === 'string' && name.trim() !== '') return { name: name.trim(), requestId }
      return void issues.report('FieldMissing', 'name')
    })
    const tags = store.transaction(() =>
      inputs.map(({ name, requestId }) => {
        const tag = store.directory.tagNamed(name)
        return { id: tag.id, name: tag.name, color: null, request_id: requestId }
      }),
    )
    const _links = selfLink(`${baseUrlOf(request)}/api/v4/contacts/tags`)
    return sendHal(reply, { _total_items: tags.length, _links, _embedded: { tags } })
  })
}
