import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account } from '#mock/account-data.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import type { HistoryEntry, HistoryQuery } from '#mock/store/history.ts'
import { baseUrlOf, listResponse, selfLink } from './v4-list-response.ts'
import {
  filterOf,
  idsOf,
  pagingOf,
  rangeOf,
  textsOf,
  withOf,
  type Query,
} from '#mock/query-params.ts'

const maxEvents = 100 // a page of events is smaller than other pages (reference 13)

const types: [string, string][] = [
  ['contact_added', 'Новый контакт'],
  ['contact_linked', 'Прикрепление контакта'],
  ['contact_unlinked', 'Открепление контакта'],
  ['entity_linked', 'Прикрепление'],
  ['entity_unlinked', 'Открепление'],
  ['entity_tag_added', 'Теги добавлены'],
  ['entity_tag_deleted', 'Теги убраны'],
  ['name_field_changed', 'Изменение названия'],
  ['custom_field_value_changed', 'Изменение поля'],
  ['entity_responsible_changed', 'Ответственный изменён'],
  ['common_note_added', 'Новое примечание'],
  ['common_note_deleted', 'Примечание удалено'],
]

/** Events of contacts, newest first (reference 13). */
export function eventReads(app: FastifyInstance, { store, access }: Services) {
  function eventResponse(entry: HistoryEntry, names: Set<string>, base: string) {
    const contact = names.has('contact_name') ? store.contact(entry.contact_id) : undefined
    return {
      id: String(entry.id),
      type: entry.type,
      entity_id: entry.contact_id,
      entity_type: 'contact',
      created_by: entry.by_id,
      created_at: entry.at,
      value_after: JSON.parse(entry.after) as unknown[],
      value_before: JSON.parse(entry.before) as unknown[],
      account_id: account.id,
      _links: selfLink(`${base}/api/v4/events/${entry.id}`),
      _embedded: {
        entity: {
          id: entry.contact_id,
          ...(contact ? { name: contact.name } : {}),
          _links: selfLink(`${base}/api/v4/contacts/${entry.contact_id}`),
        },
      },
    }
  }

  app.get<{ Querystring: Query }>('/api/v4/events', (request, reply) => {
    access.authenticate(request)
    const paging = pagingOf(request.query, maxEvents)
    const query = historyQueryOf(request.query)
    const isOther = textsOf(filterOf(request.query)['entity'])?.includes('contact') === false
    const { offset, limit } = paging
    const found = isOther ? [] : store.history.list({ ...query, offset, limit: limit + 1 })
    if (found.length === 0) return sendNoContent(reply)
    const items = found
      .slice(0, limit)
      .map((entry) =>
        JSON.stringify(eventResponse(entry, withOf(request.query), baseUrlOf(request))),
      )
    const hasNext = found.length > limit
    return sendHal(reply, listResponse(request, { name: 'events', items, paging, hasNext }))
  })

  app.get('/api/v4/events/types', (request: FastifyRequest, reply) => {
    access.authenticate(request)
    const events_types = types.map(([key, lang], i) => ({ key, type: i + 1, lang }))
    const _links = selfLink(`${baseUrlOf(request)}/api/v4/events/types`)
    return sendHal(reply, {
      _total_items: events_types.length,
      _links,
      _embedded: { events_types },
    })
  })

  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/api/v4/events/:id',
    (request, reply) => {
      access.authenticate(request)
      const [entry] = store.history.list({
        id: Number(request.params.id) || 0,
        limit: 1,
        offset: 0,
      })
      return entry
        ? sendHal(reply, eventResponse(entry, withOf(request.query), baseUrlOf(request)))
        : sendNoContent(reply)
    },
  )
}

function historyQueryOf(query: Query): Omit<HistoryQuery, 'limit' | 'offset'> {
  const filter = filterOf(query)
  const contactIds = idsOf(filter['entity_id'], 'entity_id')
  const requestedTypes = textsOf(filter['type'])
  const authors = idsOf(filter['created_by'], 'created_by')
  const range = rangeOf(filter['created_at'], 'created_at')
  return {
    ...(contactIds ? { contactIds } : {}),
    ...(requestedTypes ? { types: requestedTypes } : {}),
    ...(authors ? { authors } : {}),
    ...range,
  }
}
