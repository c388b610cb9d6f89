import type { AmoEvent, AmoNoteWrite, AmoTaskWrite } from '#contract/upstream/amo-v4/activities.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import type {
  ActivityWritten,
  EventsBelow,
  SourceActivities,
} from '#proxy/sources/source-activities.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { ttlCache } from '#proxy/sources/transport/ttl-cache.ts'
import type { ActivityCalls } from './activity-calls.ts'
import { toEventEntry } from './activity-events.ts'
import { createActivityNames } from './activity-names.ts'
import { toNote, toNoteEntry } from './activity-notes.ts'
import { toAmoTask, toOwnTask, toTask } from './activity-tasks.ts'
import type { AccountCaches } from './account-caches.ts'
import type { AmoV4Client } from './client.ts'
import { eventsBelow, type EventWindow } from './event-windows.ts'
import { rejectionsOf, type Place } from './rejections.ts'

const minute = 60_000
const tasksAtOnce = 10 // more IDs in one filter are rejected
/** Events of the next seconds: clocks differ, and events may appear late. */
const farFuture = Date.UTC(2100, 0, 1) / 1000

type Options = { calls: ActivityCalls; client: AmoV4Client; caches: AccountCaches }

/** Events, notes and tasks of an account's contacts (reference of activities). */
export function createActivities({
  calls,
  client,
  caches,
}: Options): SourceActivities & { forget: () => void } {
  const taskTypes = ttlCache(5 * minute, (call) => calls.taskTypes(call))

  const secondsOf = (until: number | null) =>
    until === null ? farFuture : Math.floor(until / 1000)

  const toEvents = (
    { items, floor }: EventWindow,
    isOwn: (event: AmoEvent) => boolean,
  ): EventsBelow => {
    if (items.length > 0 && !items.some(isOwn))
      throw new SourceError('invalid_response', 'The list of events ignores the filter by entity')
    return {
      items: items.filter(isOwn).map(toEventEntry),
      floor: floor === null ? null : floor * 1000,
    }
  }

  return {
    tasksAtOnce,
    taskTypes,
    ...createActivityNames({ client, caches, taskTypes }),
    async notesOf(contact, call) {
      const { items, isPartial } = await calls.notes(contact, call)
      return { items: items.map(toNoteEntry), isPartial }
    },
    async tasksOf(contact, call) {
      const { items, isPartial } = await calls.tasks(contact, call)
      return { items: items.map(toOwnTask), isPartial }
    },
    async eventsOf(contact, until, call) {
      const found = await eventsBelow(calls.events('contact', [contact], call), secondsOf(until))
      // Messages of chats may be events of the lead in which the talk is.
      return toEvents(
        found,
        (event) =>
          (event.entity_id === contact && event.entity_type === 'contact') ||
          event._embedded?.entity?.linked_talk_contact_id === contact,
      )
    },
    async eventsOfTasks(tasks, until, call) {
      const texts = new Map(tasks.map(({ id, text }) => [id, text]))
      const list = calls.events('task', [...texts.keys()], call)
      const found = toEvents(
        await eventsBelow(list, secondsOf(until)),
        ({ entity_id: id, entity_type: type }) => type === 'task' && id != null && texts.has(id),
      )
      const items = found.items.map(({ at, entry }) => {
        const { what } = entry
        if (what.kind !== 'change' || !what.task) return { at, entry }
        const task = { ...what.task, text: texts.get(what.task.id) ?? null }
        return { at, entry: { ...entry, what: { ...what, task } } }
      })
      return { ...found, items }
    },
    async readNote(contact, id, call) {
      const found = await calls.note(id, call)
      return found && found.entity_id === contact ? (toNote(found).text ?? '') : undefined
    },
    async readTask(contact, id, call) {
      const found = await calls.task(id, call)
      return found?.entity_id === contact && found.entity_type === 'contacts'
        ? toTask(found)
        : undefined
    },
    newestNotes: async (contact, call) =>
      (await calls.newestNotes(contact, call)).map(toNote).map(({ id, text }) => ({ id, text })),
    newestTasks: async (contact, call) => (await calls.newestTasks(contact, call)).map(toTask),
    addNote: (contact, text, call) =>
      written((own) => calls.addNote(contact, noteOf(text), own), call),
    editNote: (_contact, id, text, call) =>
      written((own) => calls.editNote(id, { ...noteOf(text), id }, own), call),
    addTask(contact, { text, dueAt, type, responsible }, call) {
      const task: AmoTaskWrite = {
        text,
        complete_till: toSeconds(dueAt),
        entity_id: contact,
        entity_type: 'contacts',
        request_id: '0',
        ...(type !== undefined && { task_type_id: type }),
        ...(responsible !== undefined && { responsible_user_id: responsible }),
      }
      return written((own) => calls.addTask(task, own), call)
    },
    editTask: (id, change, call) =>
      written((own) => calls.editTask({ id, ...toAmoTask(change), request_id: '0' }, own), call),
    forget: taskTypes.forget,
  }
}

const noteOf = (text: string): AmoNoteWrite => ({ note_type: 'common', params: { text } })

async function written(
  write: (call: Call) => Promise<number>,
  call: Call,
): Promise<ActivityWritten> {
  try {
    return { status: 'written', id: await write(call) }
  } catch (error) {
    const [rejection] = rejectionsOf(error, [placeOf])
    if (rejection?.status !== 'rejected') throw error
    return { status: 'rejected', issues: rejection.issues }
  }
}

const places: Record<string, string> = {
  text: 'text',
  'params.text': 'text',
  complete_till: 'dueAt',
  task_type_id: 'type',
  responsible_user_id: 'responsible',
  result: 'result',
  'result.text': 'result',
}

const placeOf = (path: string): Place => ({
  attribute: (Object.hasOwn(places, path) ? places[path] : undefined) ?? null,
})
