import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account } from '#mock/account-data.ts'
import { sendHal } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Note } from '#mock/store/entity-types.ts'
import type { User } from '#mock/store/user.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { entityQueryOf, itemRoute, sendPage } from './v4-entity-routes.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import { filterOf, idsOf, pathId, textsOf, type Query } from '#mock/query-params.ts'

const noteTypes =
  'common call_in call_out service_message extended_service_message message_cashier geolocation sms_in sms_out attachment'.split(
    ' ',
  )

/** Reading and adding notes of contacts (reference 13). */
export function noteRoutes(app: FastifyInstance, services: Services) {
  const { store, access } = services
  const noteResponse = (note: Note, request: FastifyRequest) => ({
    ...note,
    _links: selfLink(`${baseUrlOf(request)}/api/v4/contacts/notes/${note.id}`),
  })

  function queryOf(query: Query, contactId?: number) {
    const found = entityQueryOf(query, ['id', 'updated_at'])
    const filter = filterOf(query)
    const owners = contactId === undefined ? idsOf(filter['entity_id'], 'entity_id') : [contactId]
    const types = textsOf(filter['note_type'])
    return {
      ...found,
      ...(owners ? { owners } : {}),
      ...(types ? { keys: { ...found.keys, note_type: types } } : {}),
    }
  }

  app.get<{ Querystring: Query }>('/api/v4/contacts/notes', (request, reply) => {
    access.authenticate(request)
    const found = store.notes.list(queryOf(request.query))
    return sendPage(request, reply, { name: 'notes', found, toResponse: noteResponse })
  })
  itemRoute(
    app,
    '/api/v4/contacts/notes',
    (request, id) => access.authenticate(request) && store.notes.get(id),
    noteResponse,
  )
  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/api/v4/contacts/:id/notes',
    (request, reply) => {
      access.authenticate(request)
      const found = store.notes.list(queryOf(request.query, pathId(request.params.id) ?? 0))
      return sendPage(request, reply, { name: 'notes', found, toResponse: noteResponse })
    },
  )

  function add(request: FastifyRequest, user: User, contactId?: number) {
    const items = itemsOf(request.body)
    const notes = readBatch(services, request, items, (item, issues, requestId) => {
      const { note_type: type, params } = item
      const entityId = contactId ?? integerOf(item['entity_id'])
      if (entityId === undefined) issues.report('FieldMissing', 'entity_id')
      else if (!store.contact(entityId)) issues.report('NotSupportedChoice', 'entity_id')
      if (type === undefined) issues.report('FieldMissing', 'note_type')
      else if (typeof type !== 'string' || !noteTypes.includes(type))
        issues.report('NotSupportedChoice', 'note_type')
      if (!isRecord(params)) return void issues.report('FieldMissing', 'params')
      if (type === 'common' && typeof params['text'] !== 'string')
        issues.report('FieldMissing', 'params.text')
      return { entityId: entityId ?? 0, type: String(type), params, requestId }
    })
    const base = baseUrlOf(request)
    const saved = store.transaction(() =>
      notes.map(({ entityId, type, params, requestId }) => {
        const id = store.notes.nextId(firstNoteId)
        store.notes.save({
          ...noteDefaults(id, user, store.now()),
          entity_id: entityId,
          note_type: type,
          params,
        })
        const value = [{ note: { id } }]
        const change = { type: `${type}_note_added`, before: [], after: value }
        store.history.record(entityId, store.now(), user.id, [change])
        const _links = selfLink(`${base}/api/v4/contacts/notes/${id}`)
        return { id, entity_id: entityId, request_id: requestId, _links }
      }),
    )
    return { _links: selfLink(`${base}${request.url}`), _embedded: { notes: saved } }
  }

  app.post('/api/v4/contacts/notes', (request, reply) => {
    const user = access.authenticate(request)
    return sendHal(reply, add(request, user))
  })
  app.post<{ Params: { id: string } }>('/api/v4/contacts/:id/notes', (request, reply) => {
    const user = access.authenticate(request)
    const id = pathId(request.params.id)
    if (id === undefined) throw new Rejection(404)
    return sendHal(reply, add(request, user, id))
  })
}

const firstNoteId = 60_000_001

const noteDefaults = (id: number, user: User, now: number) => ({
  id,
  created_by: user.id,
  updated_by: user.id,
  created_at: now,
  updated_at: now,
  responsible_user_id: user.id,
  group_id: user.rights.group_id ?? 0,
  account_id: account.id,
})
