import * as z from 'zod/mini'
import { issue } from '#contract/model/issue.ts'
import { contactChange } from './audit.ts'
import { wholeNumber } from './whole-number.ts'

const moment = z.iso.datetime()

/** A user of the source; without a name if it cannot be read. `id` 0 and null: the system. */
const author = z.object({ id: z.nullable(z.int()), name: z.nullable(z.string()) })

/** What a timeline is filtered by. */
export const timelineKind = z.enum(['notes', 'calls', 'tasks', 'changes', 'kartoteka'])
export type TimelineKind = z.infer<typeof timelineKind>

/** Types of notes; `other`: of a type that is not known here, `code` is the source's. */
export const noteType = z.enum([
  'text',
  'callIn',
  'callOut',
  'smsIn',
  'smsOut',
  'mailIn',
  'mailOut',
  'service',
  'cashier',
  'place',
  'file',
  'visit',
  'other',
])
export type NoteType = z.infer<typeof noteType>

export const timelineNote = z.object({
  kind: z.literal('note'),
  id: z.int(),
  type: noteType,
  code: z.string(),
  text: z.nullable(z.string()),
  /** The name of a file, the subject of a letter, a place, or which service wrote it. */
  title: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  /** Duration of a call. */
  seconds: z.nullable(z.number()),
  /** An address on the web: the record of a call, a visited page. */
  link: z.nullable(z.string()),
  isPinned: z.nullable(z.boolean()),
  /** ISO 8601 if it was changed after it was written. */
  changedAt: z.nullable(moment),
  isEditable: z.boolean(),
})
export type TimelineNote = z.infer<typeof timelineNote>

export const task = z.object({
  id: z.int(),
  text: z.string(),
  type: z.nullable(z.object({ id: z.int(), name: z.nullable(z.string()) })),
  responsible: z.nullable(author),
  dueAt: z.nullable(moment),
  isCompleted: z.boolean(),
  result: z.nullable(z.string()),
})
export type Task = z.infer<typeof task>

/** What changed; `other` has the source's `code` only. */
export const changeType = z.enum([
  'created',
  'deleted',
  'restored',
  'merged',
  'name',
  'responsible',
  'field',
  'tagAdded',
  'tagRemoved',
  'linked',
  'unlinked',
  'noteAdded',
  'noteDeleted',
  'callIn',
  'callOut',
  'smsIn',
  'smsOut',
  'mailIn',
  'mailOut',
  'chatIn',
  'chatOut',
  'talkOpened',
  'talkClosed',
  'taskAdded',
  'taskDeleted',
  'taskCompleted',
  'taskKind',
  'taskText',
  'taskDue',
  'taskResult',
  'taskResponsible',
  'other',
])
export type ChangeType = z.infer<typeof changeType>

export const linkedKind = z.enum(['leads', 'customers', 'companies', 'catalogElements', 'other'])

export const timelineChange = z.object({
  kind: z.literal('change'),
  type: changeType,
  code: z.string(),
  /** The name of the field, if it still exists. */
  field: z.nullable(z.string()),
  /** Texts, or moments of `taskDue`; empty: nothing was there, or the source does not tell it. */
  before: z.array(z.string()),
  after: z.array(z.string()),
  /** What was linked; its name is null if it is gone or hidden. */
  target: z.nullable(
    z.object({
      kind: linkedKind,
      id: z.int(),
      catalog: z.nullable(z.int()),
      name: z.nullable(z.string()),
    }),
  ),
  task: z.nullable(z.object({ id: z.int(), text: z.nullable(z.string()) })),
  /** The note of an event that could not be read itself. */
  note: z.nullable(z.int()),
})
export type TimelineChange = z.infer<typeof timelineChange>

export const timelineEntry = z.object({
  /** Unique within a timeline, and the same in every answer. */
  key: z.string(),
  at: moment,
  /** Null: done through Kartoteka, which names a person of its own. */
  by: z.nullable(author),
  what: z.discriminatedUnion('kind', [
    timelineNote,
    z.object({ kind: z.literal('task'), task }),
    timelineChange,
    z.object({ kind: z.literal('kartoteka'), change: contactChange }),
  ]),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/**
 * Whether a part of the timeline was read: `forbidden` if the token's user may not see it, `partial` if
 * there is more than can be read, `none` if the source has nothing of that kind.
 */
export const partState = z.enum(['read', 'partial', 'forbidden', 'failed', 'none', 'skipped'])
export type PartState = z.infer<typeof partState>

const cursor = z.string().check(z.regex(/^-?\d{1,16}~[\w:.-]{0,80}$/, 'the cursor of a page'))

export const timelineQuery = z.strictObject({
  /** All kinds, if none are named. */
  kinds: z.optional(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text: string) => text.split(',')),
      ),
      z.array(timelineKind).check(z.minLength(1)),
    ),
  ),
  cursor: z.optional(cursor),
  size: z._default(wholeNumber(1, 100), 50),
})

/** Newest first; `next` is the cursor of the page below, null at the end. */
export const timelinePage = z.object({
  items: z.array(timelineEntry),
  next: z.nullable(z.string()),
  /** All tasks that are not completed, the next first; on the first page. */
  openTasks: z.array(task),
  parts: z.object({ events: partState, notes: partState, tasks: partState }),
})
export type TimelinePage = z.infer<typeof timelinePage>

export const taskTypeList = z.object({
  items: z.array(z.object({ id: z.int(), name: z.nullable(z.string()) })),
})

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(10_000))

export const noteRequest = z.strictObject({ text })
/** `before`: the text as it was seen. */
export const noteEditRequest = z.strictObject({ text, before: z.string() })

export const taskRequest = z.strictObject({
  text,
  dueAt: moment,
  type: z.optional(z.int()),
  responsible: z.optional(z.int()),
})
export type TaskRequest = z.infer<typeof taskRequest>

const taskValues = {
  text: z.optional(text),
  dueAt: z.optional(moment),
  type: z.optional(z.int()),
  responsible: z.optional(z.int()),
  isCompleted: z.optional(z.boolean()),
}

/** Changes of a task, each with what was seen (`before`): what others changed meanwhile is not overwritten. */
export const taskEditRequest = z
  .strictObject({
    ...taskValues,
    result: z.optional(z.string().check(z.maxLength(10_000))),
    before: z.strictObject(taskValues),
  })
  .check(
    z.refine(
      ({ before: _before, result: _result, ...changes }) =>
        Object.values(changes).some((value) => value !== undefined),
      { error: 'nothing to change' },
    ),
  )
export type TaskEditRequest = z.infer<typeof taskEditRequest>

/** What became of a write of a note or a task. */
export const activityResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), id: z.int() }),
  /** What was wanted is there already. */
  z.object({ outcome: z.literal('unchanged'), id: z.int() }),
  z.object({ outcome: z.literal('rejected'), issues: z.array(issue) }),
  /** Others have changed it: the task, or the text of the note, as it is now. */
  z.object({
    outcome: z.literal('conflict'),
    task: z.nullable(task),
    text: z.nullable(z.string()),
  }),
  /** No answer, and it is not there: it may still appear. */
  z.object({ outcome: z.literal('unknown') }),
])
export type ActivityResult = z.infer<typeof activityResult>
