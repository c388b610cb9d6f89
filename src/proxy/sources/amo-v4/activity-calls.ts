import type { z } from 'zod'
import {
  amoActivityAnswer,
  amoNote,
  amoNotePage,
  amoTask,
  amoTaskTypes,
  amoTasksPage,
  amoTimelinePage,
  type AmoNote,
  type AmoNoteWrite,
  type AmoTask,
  type AmoTaskWrite,
} from '#contract/upstream/amo-v4/activities.ts'
import type { Page } from '#contract/upstream/list-envelope.ts'
import type { Whole } from '#proxy/sources/source-activities.ts'
import { parseAnswer, type ReportUnreadable } from '#proxy/sources/transport/parse-answer.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import type { ListEvents } from './event-windows.ts'
import { pageAmount } from './request.ts'

const eventsPerPage = 100 // a larger limit is not cut to its size but to half of it
const maxPages = 40 // 10,000 notes of one contact
const newest = 50 // entries among which a lost write is looked for

/** Calls for events, notes and tasks (reference of activities, 1 to 3), in the format of v4. */
export function createActivityCalls(http: SourceHttp, report?: ReportUnreadable) {
  async function get<T extends z.ZodType>(schema: T, path: string, call: Call) {
    const body = await http.get(path, call)
    return body === undefined ? undefined : parseAnswer(schema, body, path, { report })
  }

  async function whole<Item extends { id: number }>(
    schema: z.ZodType<Page<Item>>,
    path: string,
    call: Call,
  ): Promise<Whole<Item>> {
    // Pages may shift while they are read.
    const items = new Map<number, Item>()
    for (let page = 1; page <= maxPages; page++) {
      const answer = await get(schema, `${path}&limit=${pageAmount}&page=${page}`, call)
      for (const item of answer?.items ?? []) items.set(item.id, item)
      if (!answer?.hasNext) return { items: [...items.values()], isPartial: false }
    }
    return { items: [...items.values()], isPartial: true }
  }

  const notesPath = (contact: number) => `/api/v4/contacts/${contact}/notes?`
  const tasksPath = (contact: number) =>
    `/api/v4/tasks?filter[entity_type]=contacts&filter[entity_id]=${contact}`
  const isOwnNote = (contact: number) => (note: AmoNote) =>
    note.entity_id == null || note.entity_id === contact
  // An account that ignores the filter lists the tasks of others.
  const isOwnTask =
    (contact: number) =>
    ({ entity_id: id, entity_type: type }: AmoTask) =>
      id === contact && (type == null || type === 'contacts')

  const write = async (
    method: 'POST' | 'PATCH',
    path: string,
    body: (AmoNoteWrite | AmoTaskWrite)[] | AmoNoteWrite | AmoTaskWrite,
    call: Call,
  ): Promise<number> => {
    const answer = await http.write(method, path, body, call)
    return parseAnswer(amoActivityAnswer, answer, path, { mayHaveHappened: true })
  }

  return {
    async notes(contact: number, call: Call): Promise<Whole<AmoNote>> {
      const path = `${notesPath(contact)}order[id]=desc&with=is_pinned`
      const found = await whole(amoNotePage, path, call)
      return { ...found, items: found.items.filter(isOwnNote(contact)) }
    },
    async newestNotes(contact: number, call: Call): Promise<AmoNote[]> {
      const path = `${notesPath(contact)}order[id]=desc&limit=${newest}`
      return (await get(amoNotePage, path, call))?.items.filter(isOwnNote(contact)) ?? []
    },
    async tasks(contact: number, call: Call): Promise<Whole<AmoTask>> {
      const found = await whole(amoTasksPage, `${tasksPath(contact)}&order[id]=desc`, call)
      return { ...found, items: found.items.filter(isOwnTask(contact)) }
    },
    async newestTasks(contact: number, call: Call): Promise<AmoTask[]> {
      const path = `${tasksPath(contact)}&order[id]=desc&limit=${newest}`
      return (await get(amoTasksPage, path, call))?.items.filter(isOwnTask(contact)) ?? []
    },
    note: (id: number, call: Call) => get(amoNote, `/api/v4/contacts/notes/${id}`, call),
    task: (id: number, call: Call) => get(amoTask, `/api/v4/tasks/${id}`, call),
    events:
      (entity: 'contact' | 'task', ids: number[], call: Call): ListEvents =>
      async ({ from, to }, page) => {
        const filter = `filter[entity]=${entity}&filter[entity_id]=${ids.join(',')}`
        const range = `filter[created_at][from]=${from}&filter[created_at][to]=${to}`
        const path = `/api/v4/events?${filter}&${range}&limit=${eventsPerPage}&page=${page}`
        const answer = await get(amoTimelinePage, path, call)
        return { items: answer?.items ?? [], hasNext: answer?.hasNext ?? false }
      },
    async taskTypes(call: Call) {
      const found = await get(amoTaskTypes, '/api/v4/account?with=task_types', call)
      return (found?._embedded?.task_types?.items ?? []).map(({ id, name }) => ({
        id,
        name: name ?? null,
      }))
    },
    addNote: (contact: number, note: AmoNoteWrite, call: Call) =>
      write('POST', `/api/v4/contacts/${contact}/notes`, [note], call),
    editNote: (id: number, note: AmoNoteWrite, call: Call) =>
      write('PATCH', `/api/v4/contacts/notes/${id}`, note, call),
    addTask: (task: AmoTaskWrite, call: Call) => write('POST', '/api/v4/tasks', [task], call),
    editTask: (task: AmoTaskWrite, call: Call) => write('PATCH', '/api/v4/tasks', [task], call),
  }
}
export type ActivityCalls = ReturnType<typeof createActivityCalls>
