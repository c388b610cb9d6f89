import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addTask, editTask, type TaskEdit } from '#mock/account-edits.ts'
import { integerOf } from '#mock/json-value.ts'
import type { Services } from '#mock/services.ts'
import { sendHal } from '#mock/responses.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { Task } from '#mock/store/entity-types.ts'
import type { User } from '#mock/store/user.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { entityQueryOf, itemRoute, sendPage } from './v4-entity-routes.ts'
import type { Issues } from './v4-item-issues.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { readTaskEdit, readTaskOwner } from './v4-task-input.ts'
import { filterOf, idsOf, pathId, textsOf, type Query } from '#mock/query-params.ts'

/** The error of a change to a task that is gone (activities 1, odds). */
const goneTask = 'Error 282'

/**
 * Reading, adding and changing tasks; deleting is rejected because the token lacks the scope
 * (reference 12, 13, activities 1).
 */
export function taskRoutes(app: FastifyInstance, services: Services) {
  const { store, access } = services
  const taskResponse = (task: Task, request: FastifyRequest) => ({
    ...task,
    _links: selfLink(`${baseUrlOf(request)}/api/v4/tasks/${task.id}`),
  })

  /** Tasks of contacts are for the users who may see the contact. */
  function mayRead(user: User, task: Task): boolean {
    const contact = task.entity_type === 'contacts' ? store.contact(task.entity_id) : undefined
    return contact === undefined || access.canSee(user, contact)
  }

  app.get<{ Querystring: Query }>('/api/v4/tasks', (request, reply) => {
    const visibleOwners = access.visibleOwnerIds(access.authenticate(request))
    const query = entityQueryOf(request.query, ['id', 'created_at', 'complete_till'])
    const filter = filterOf(request.query)
    const types = textsOf(filter['entity_type'])
    // Without its type, the ID of an entity is ignored.
    const owners = types ? idsOf(filter['entity_id'], 'entity_id') : undefined
    const isCompleted = textsOf(filter['is_completed'])
    const kinds = idsOf(filter['task_type'], 'task_type')
    if (owners) query.owners = owners
    if (visibleOwners) query.visibleOwners = visibleOwners
    query.keys = {
      ...query.keys,
      ...(types ? { entity_type: types } : {}),
      // SQLite reads true and false of JSON as 1 and 0
      ...(isCompleted ? { is_completed: isCompleted } : {}),
      ...(kinds ? { task_type_id: kinds } : {}),
    }
    return sendPage(request, reply, {
      name: 'tasks',
      found: store.tasks.list(query),
      toResponse: taskResponse,
    })
  })
  itemRoute(
    app,
    '/api/v4/tasks',
    (request, id) => {
      const user = access.authenticate(request)
      const task = store.tasks.get(id)
      return task && mayRead(user, task) ? task : undefined
    },
    taskResponse,
  )

  function readAdd(item: Record<string, unknown>, user: User, issues: Issues) {
    const edit = readTaskEdit(item, store, issues)
    const owner = readTaskOwner(item, issues)
    if (item['text'] === undefined) issues.report('FieldMissing', 'text')
    if (item['complete_till'] === undefined) issues.report('FieldMissing', 'complete_till')
    const contact = owner === undefined ? undefined : store.contact(owner)
    if (!contact || contact.trashed || !access.canSee(user, contact))
      return void issues.report('NotSupportedChoice', 'entity_id')
    return { edit, contact }
  }

  app.post('/api/v4/tasks', (request, reply) => {
    const user = access.authenticate(request)
    const adds = readBatch(services, request, itemsOf(request.body), (item, issues, requestId) => {
      const add = readAdd(item, user, issues)
      return add && { ...add, requestId }
    })
    const base = baseUrlOf(request)
    const author = { by: user.id, updatedAt: undefined }
    const save = (contact: Contact, edit: TaskEdit) => addTask(store, contact, edit, author)
    const tasks = store.transaction(() =>
      adds.map(({ contact, edit, requestId }) => {
        const { id } = save(contact, edit)
        return { id, request_id: requestId, _links: selfLink(`${base}/api/v4/tasks/${id}`) }
      }),
    )
    return sendHal(reply, { _links: selfLink(`${base}/api/v4/tasks`), _embedded: { tasks } })
  })

  type Change = { before: Task; edit: TaskEdit; requestId: string }

  function apply({ before, edit, requestId }: Change, user: User, base: string) {
    const author = { by: user.id, updatedAt: undefined }
    const { id, updated_at } = editTask(store, store.tasks.get(before.id) ?? before, edit, author)
    return {
      id,
      updated_at,
      request_id: requestId,
      _links: selfLink(`${base}/api/v4/tasks/${id}`),
    }
  }

  function change(request: FastifyRequest, items: unknown[]) {
    const user = access.authenticate(request)
    const changes = readBatch(services, request, items, (item, issues, requestId) => {
      const edit = readTaskEdit(item, store, issues)
      const id = integerOf(item['id'])
      if (id === undefined) return void issues.report('FieldMissing', 'id')
      const before = store.tasks.get(id)
      if (before && mayRead(user, before)) return { before, edit, requestId }
      issues.errors.push({ code: 'NotSupportedChoice', path: 'id', detail: goneTask })
      return undefined
    })
    const base = baseUrlOf(request)
    return store.transaction(() => changes.map((item) => apply(item, user, base)))
  }

  app.patch('/api/v4/tasks', (request, reply) => {
    const tasks = change(request, itemsOf(request.body))
    const _links = selfLink(`${baseUrlOf(request)}/api/v4/tasks`)
    return sendHal(reply, { _links, _embedded: { tasks } })
  })
  app.patch<{ Params: { id: string } }>('/api/v4/tasks/:id', (request, reply) => {
    const id = pathId(request.params.id)
    if (id === undefined) throw new Rejection(404)
    const body = typeof request.body === 'object' ? request.body : {}
    const tasks = change(request, [{ ...body, id }])
    const _links = selfLink(`${baseUrlOf(request)}/api/v4/tasks`)
    // One client reads the envelope of a list, another one the bare task.
    return services.v4Dialect() === 'documented'
      ? sendHal(reply, { _links, _embedded: { tasks } })
      : sendHal(reply, tasks[0])
  })

  app.delete('/api/v4/tasks/:id', (request) => {
    access.authenticate(request)
    throw new Rejection(403, 'Invalid scope')
  })
}
