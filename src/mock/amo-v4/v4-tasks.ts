import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Task } from '#mock/store/entity-types.ts'
import { entityQueryOf, itemRoute, sendPage } from './v4-entity-routes.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { filterOf, idsOf, textsOf, type Query } from '#mock/query-params.ts'

/** Reading tasks; deleting is rejected because the token lacks the scope (reference 12, 13). */
export function taskRoutes(app: FastifyInstance, { store, access }: Services) {
  const taskResponse = (task: Task, request: FastifyRequest) => ({
    ...task,
    _links: selfLink(`${baseUrlOf(request)}/api/v4/tasks/${task.id}`),
  })

  app.get<{ Querystring: Query }>('/api/v4/tasks', (request, reply) => {
    access.authenticate(request)
    const query = entityQueryOf(request.query, ['id', 'created_at', 'complete_till'])
    const filter = filterOf(request.query)
    const owners = idsOf(filter['entity_id'], 'entity_id')
    const types = textsOf(filter['entity_type'])
    const isCompleted = textsOf(filter['is_completed'])
    const kinds = idsOf(filter['task_type'], 'task_type')
    if (owners) query.owners = owners
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
    (request, id) => access.authenticate(request) && store.tasks.get(id),
    taskResponse,
  )

  app.delete('/api/v4/tasks/:id', (request) => {
    access.authenticate(request)
    throw new Rejection(403, 'Invalid scope')
  })
}
