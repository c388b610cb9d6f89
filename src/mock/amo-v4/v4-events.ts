import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account } from '#mock/account-data.ts'
import { pagingOf, withOf, type Query } from '#mock/query-params.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import type { HistoryEntry } from '#mock/store/history.ts'
import { eventFilterOf } from './v4-event-filter.ts'
import { eventIdOf, eventNumberOf } from './v4-event-id.ts'
import { eventTypes } from './v4-event-types.ts'
import { baseUrlOf, listResponse, selfLink } from './v4-list-response.ts'

const maxEvents = 100 // a page of events is smaller than other pages
const fallbackEvents = 50 // and a larger limit is not cut to its size (activities 3)

const listNames = { contact: 'contacts', company: 'companies', task: 'tasks' } as const

/**
 * Events of contacts, their tasks and companies, newest first (reference 13, activities 3). Those of
 * a contact and of its tasks are for the users who may see the contact.
 */
export function eventReads(app: FastifyInstance, { store, access }: Services) {
  function nameOf({ entity_type: type, entity_id: id }: HistoryEntry, names: Set<string>) {
    if (type === 'task' || !names.has(`${type}_name`)) return undefined
    return type === 'contact' ? store.contact(id)?.name : store.companies.get(id)?.name
  }

  function eventResponse(entry: HistoryEntry, names: Set<string>, base: string) {
    const id = eventIdOf(entry)
    const name = nameOf(entry, names)
    const path = `${listNames[entry.entity_type]}/${entry.entity_id}`
    return {
      id,
      type: entry.type,
      entity_id: entry.entity_id,
      entity_type: entry.entity_type,
      created_by: entry.by_id,
      created_at: entry.at,
      value_after: JSON.parse(entry.after) as unknown[],
      value_before: JSON.parse(entry.before) as unknown[],
      account_id: account.id,
      _links: selfLink(`${base}/api/v4/events/${id}`),
      _embedded: {
        entity: {
          id: entry.entity_id,
          ...(name === undefined ? {} : { name }),
          _links: selfLink(`${base}/api/v4/${path}`),
        },
      },
    }
  }

  const ownersOf = (request: FastifyRequest) => {
    const visibleOwners = access.visibleOwnerIds(access.authenticate(request))
    return visibleOwners ? { visibleOwners } : {}
  }

  app.get<{ Querystring: Query }>('/api/v4/events', (request, reply) => {
    const owners = ownersOf(request)
    const paging = eventPagingOf(request.query)
    const filter = eventFilterOf(request.query)
    const { offset, limit } = paging
    const found = store.history.list({ ...filter, ...owners, offset, limit: limit + 1 })
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
    const events_types = eventTypes.map(([key, lang], i) => ({ key, type: i + 1, lang }))
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
      const owners = ownersOf(request)
      const ids = [eventNumberOf(request.params.id)]
      const [entry] = store.history.list({ ids, ...owners, limit: 1, offset: 0 })
      return entry
        ? sendHal(reply, eventResponse(entry, withOf(request.query), baseUrlOf(request)))
        : sendNoContent(reply)
    },
  )
}

/** A page of up to 100 events; of 50 if more were requested, as live accounts do. */
function eventPagingOf(query: Query) {
  const { limit } = pagingOf(query, maxEvents + 1)
  return limit > maxEvents
    ? pagingOf({ ...query, limit: String(fallbackEvents) })
    : pagingOf(query, maxEvents)
}
