import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { AuditAction } from '#contract/api/audit.ts'
import {
  activityResult,
  noteEditRequest,
  noteRequest,
  taskEditRequest,
  taskRequest,
  taskTypeList,
  timelinePage,
  timelineQuery,
  type ActivityResult,
} from '#contract/api/timeline.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import {
  addNote,
  addTask,
  editNote,
  editTask,
  type Recorded,
} from '#proxy/contacts/activity-writes.ts'
import { readTimeline } from '#proxy/contacts/read-timeline.ts'
import { found } from '#proxy/not-found.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { readCallOf, writeCallOf } from '#proxy/plugins/call-priority.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { contactParams, noQuery, reading, sourceParams } from './route-params.ts'
import { viewOf, type SourceAccess } from './source-access.ts'

type Options = SourceAccess & { audit: Audit | undefined }

const noteParams = z.extend(contactParams, { note: wholeNumber(1) })
const taskParams = z.extend(contactParams, { task: wholeNumber(1) })
const writingNotes = { access: { right: 'notes', of: 'source' } } as const
const writingTasks = { access: { right: 'tasks', of: 'source' } } as const
const answers = { 200: activityResult }

type OfContact = FastifyRequest<{ Params: { source: string; id: number } }>

/** What happened to a contact, and writing notes and tasks. */
export function activityRoutes(instance: FastifyInstance, { audit, ...access }: Options) {
  const app = withZod(instance)

  app.get(
    '/sources/:source/contacts/:id/timeline',
    {
      config: reading,
      schema: {
        params: contactParams,
        querystring: timelineQuery,
        response: { 200: timelinePage },
      },
    },
    async (request) => {
      const { params, query } = request
      const { info, activities, reader, sees } = viewOf(access, request).get(params.source)
      const call = readCallOf(request)
      if (sees) {
        const { snapshots } = await reader.readContacts([params.id], call)
        found(snapshots[0], `contact ${params.id}`)
      }
      return readTimeline({
        activities,
        readChanges: audit
          ? (cursor, size) => audit.history(info.id, params.id, cursor, size)
          : null,
        contact: params.id,
        kinds: query.kinds,
        cursor: query.cursor,
        size: query.size,
        call,
      })
    },
  )

  app.get(
    '/sources/:source/task-types',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: taskTypeList } },
    },
    async (request) => {
      const { activities } = viewOf(access, request).get(request.params.source)
      const part = requirePart(activities, 'activities')
      return { items: await part.taskTypes(readCallOf(request)) }
    },
  )

  function partsOf(request: OfContact) {
    const { params } = request
    const { activities } = viewOf(access, request).get(params.source)
    return {
      activities: requirePart(activities, 'activities'),
      contact: params.id,
      call: writeCallOf(request),
    }
  }

  /** Records what was written, or may have been; nobody is told less if that fails. */
  async function record(
    request: OfContact,
    action: AuditAction,
    { result, details }: Recorded,
  ): Promise<ActivityResult> {
    if (!audit || details.length === 0) return result
    const { source, id } = request.params
    try {
      await audit.record({
        action,
        actor: actorOf(request),
        outcome: result.outcome === 'unknown' ? 'unknown' : 'done',
        source,
        contact: { id, name: null },
        details,
      })
    } catch (cause) {
      const message = 'What became of the write could not be recorded'
      throw new SourceError('unreachable', message, { mayHaveHappened: true, cause })
    }
    return result
  }

  app.post(
    '/sources/:source/contacts/:id/notes',
    {
      config: writingNotes,
      schema: { params: contactParams, body: noteRequest, response: answers },
    },
    async (request) =>
      record(request, 'noteAdd', await addNote(partsOf(request), request.body.text)),
  )

  app.patch(
    '/sources/:source/contacts/:id/notes/:note',
    {
      config: writingNotes,
      schema: { params: noteParams, body: noteEditRequest, response: answers },
    },
    async (request) => {
      const written = await editNote(partsOf(request), request.params.note, request.body)
      return record(request, 'noteEdit', written)
    },
  )

  app.post(
    '/sources/:source/contacts/:id/tasks',
    {
      config: writingTasks,
      schema: { params: contactParams, body: taskRequest, response: answers },
    },
    async (request) => record(request, 'taskAdd', await addTask(partsOf(request), request.body)),
  )

  app.patch(
    '/sources/:source/contacts/:id/tasks/:task',
    {
      config: writingTasks,
      schema: { params: taskParams, body: taskEditRequest, response: answers },
    },
    async (request) => {
      const { isCompleted } = request.body
      const written = await editTask(partsOf(request), request.params.task, request.body)
      return record(request, isCompleted === true ? 'taskComplete' : 'taskEdit', written)
    },
  )
}
