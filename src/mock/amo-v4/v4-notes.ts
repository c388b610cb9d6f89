import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account } from '#mock/account-data.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Note } from '#mock/store/entity-types.ts'
import type { User } from '#mock/store/user.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { entityQueryOf, itemRoute, sendPage } from './v4-entity-routes.ts'
import type { Issues } from './v4-item-issues.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { noteEventType, readNoteParams, readNoteType } from './v4-note-input.ts'
import { integerOf } from '#mock/json-value.ts'
import { filterOf, idsOf, pathId, textsOf, withOf, type Query } from '#mock/query-params.ts'

type WithId = { Params: { id: string } }

/** Reading, adding, changing and pinning notes of contacts (reference 13, activities 2). */
export function noteRoutes(app: FastifyInstance, services: Services) {
  const { store, access } = services

  function noteResponse({ is_pinned, ...note }: Note, request: FastifyRequest) {
    const names = withOf(request.query as Query) // parsed by parseQuery
    return {
      ...note,
      ...(names.has('is_pinned') ? { is_pinned: is_pinned === true } : {}),
      _links: selfLink(`${baseUrlOf(request)}/api/v4/contacts/notes/${note.id}`),
    }
  }

  /** A note for the users who may see its contact. */
  function noteFor(user: User, id: number): Note | undefined {
    const note = store.notes.get(id)
    const contact = note && store.contact(note.entity_id)
    return contact && !access.canSee(user, contact) ? undefined : note
  }

  function queryOf(request: FastifyRequest, query: Query, contactId?: number) {
    const found = entityQueryOf(query, ['id', 'updated_at'])
    const filter = filterOf(query)
    const owners = contactId === undefined ? idsOf(filter['entity_id'], 'entity_id') : [contactId]
    const types = textsOf(filter['note_type'])
    const visibleOwners = access.visibleOwnerIds(access.authenticate(request))
    // There is no filter by the time of creation.
    const { createdAt: _createdAt, ...known } = found
    return {
      ...known,
      ...(owners ? { owners } : {}),
      ...(visibleOwners ? { visibleOwners } : {}),
      ...(types ? { keys: { ...found.keys, note_type: types } } : {}),
    }
  }

  app.get<{ Querystring: Query }>('/api/v4/contacts/notes', (request, reply) => {
    const found = store.notes.list(queryOf(request, request.query))
    return sendPage(request, reply, { name: 'notes', found, toResponse: noteResponse })
  })
  itemRoute(
    app,
    '/api/v4/contacts/notes',
    (request, id) => noteFor(access.authenticate(request), id),
    noteResponse,
  )
  app.get<WithId & { Querystring: Query }>('/api/v4/contacts/:id/notes', (request, reply) => {
    const found = store.notes.list(queryOf(request, request.query, pathId(request.params.id) ?? 0))
    return sendPage(request, reply, { name: 'notes', found, toResponse: noteResponse })
  })

  function readAdd(item: Record<string, unknown>, user: User, issues: Issues, contactId?: number) {
    const entityId = contactId ?? integerOf(item['entity_id'])
    const contact = entityId === undefined ? undefined : store.contact(entityId)
    if (entityId === undefined) issues.report('FieldMissing', 'entity_id')
    else if (!contact || contact.trashed || !access.canSee(user, contact))
      issues.report('NotSupportedChoice', 'entity_id')
    const type = readNoteType(item, issues)
    const params = readNoteParams(type, item, issues)
    if (entityId === undefined || type === undefined || !params) return undefined
    const createdAt = integerOf(item['created_at'])
    return { entityId, type, params, createdAt }
  }

  function add(request: FastifyRequest, user: User, contactId?: number) {
    const items = itemsOf(request.body)
    const notes = readBatch(services, request, items, (item, issues, requestId) => {
      const note = readAdd(item, user, issues, contactId)
      return note && { ...note, requestId }
    })
    const base = baseUrlOf(request)
    const saved = store.transaction(() =>
      notes.map(({ entityId, type, params, createdAt, requestId }) => {
        const id = store.notes.nextId(firstNoteId)
        store.notes.save({
          ...noteDefaults(id, user, store.now()),
          ...(createdAt !== undefined && { created_at: createdAt }),
          entity_id: entityId,
          note_type: type,
          params,
        })
        const change = { type: noteEventType(type), before: [], after: [{ note: { id } }] }
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
  app.post<WithId>('/api/v4/contacts/:id/notes', (request, reply) => {
    const user = access.authenticate(request)
    const id = pathId(request.params.id)
    if (id === undefined) throw new Rejection(404)
    return sendHal(reply, add(request, user, id))
  })

  /** Changes the parameters of notes; the type of a note stays as it is. */
  function change(request: FastifyRequest, items: unknown[]) {
    const user = access.authenticate(request)
    const changes = readBatch(services, request, items, (item, issues) => {
      const id = integerOf(item['id'])
      const before = id === undefined ? undefined : noteFor(user, id)
      if (id === undefined) return void issues.report('FieldMissing', 'id')
      if (!before) return void issues.report('NotSupportedChoice', 'id')
      const entityId = integerOf(item['entity_id']) ?? before.entity_id
      if (entityId !== before.entity_id) issues.report('NotSupportedChoice', 'entity_id')
      const type = readNoteType({ note_type: before.note_type, ...item }, issues)
      if (type !== undefined && type !== before.note_type)
        issues.report('NotSupportedChoice', 'note_type')
      const params = readNoteParams(type, item, issues)
      return params && { before, params }
    })
    const base = baseUrlOf(request)
    return store.transaction(() =>
      changes.map(({ before, params }) => {
        const changed = {
          params: { ...before.params, ...params },
          updated_at: store.now(),
          updated_by: user.id,
        }
        store.notes.save({ ...before, ...changed })
        const { id, entity_id } = before
        const _links = selfLink(`${base}/api/v4/contacts/notes/${id}`)
        return { id, entity_id, updated_at: changed.updated_at, _links }
      }),
    )
  }

  for (const path of ['/api/v4/contacts/notes', '/api/v4/contacts/:id/notes'])
    app.patch(path, (request, reply) => {
      const notes = change(request, itemsOf(request.body))
      const _links = selfLink(`${baseUrlOf(request)}${request.url}`)
      return sendHal(reply, { _links, _embedded: { notes } })
    })
  app.patch<WithId>('/api/v4/contacts/notes/:id', (request, reply) => {
    const id = pathId(request.params.id)
    if (id === undefined) throw new Rejection(404)
    const body = typeof request.body === 'object' ? request.body : {}
    const notes = change(request, [{ ...body, id }])
    const _links = selfLink(`${baseUrlOf(request)}${request.url}`)
    // The reference has the envelope of a list, the official client reads the bare note.
    return services.v4Dialect() === 'documented'
      ? sendHal(reply, { _links, _embedded: { notes } })
      : sendHal(reply, notes[0])
  })

  for (const [action, isPinned] of [
    ['pin', true],
    ['unpin', false],
  ] as const)
    app.post<WithId>(`/api/v4/contacts/notes/:id/${action}`, (request, reply) => {
      const user = access.authenticate(request)
      const note = noteFor(user, pathId(request.params.id) ?? 0)
      if (!note) throw new Rejection(404)
      store.notes.save({ ...note, is_pinned: isPinned })
      return sendNoContent(reply)
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
