import type { ActivityResult, Task, TaskEditRequest, TaskRequest } from '#contract/api/timeline.ts'
import type { AuditDetail } from '#contract/api/audit.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type {
  ActivityWritten,
  SourceActivities,
  TaskChange,
} from '#proxy/sources/source-activities.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** A result with what the audit log says of it; no details: nothing was written. */
export type Recorded = { result: ActivityResult; details: AuditDetail[] }

type Options = { activities: SourceActivities; contact: number; call: Call }

const nothing = (result: ActivityResult): Recorded => ({ result, details: [] })

/**
 * Sends a write. Without an answer, `find` looks for what was written: then it is known, otherwise it may
 * still appear, and nobody may say that it was not saved.
 */
async function send(
  write: () => Promise<ActivityWritten>,
  find: () => Promise<number | undefined>,
): Promise<ActivityResult> {
  try {
    const written = await write()
    return written.status === 'written'
      ? { outcome: 'done', id: written.id }
      : { outcome: 'rejected', issues: written.issues }
  } catch (error) {
    if (!(error instanceof SourceError) || !error.mayHaveHappened) throw error
    const id = await orFallback(find, undefined)
    return id === undefined ? { outcome: 'unknown' } : { outcome: 'done', id }
  }
}

const recorded = (result: ActivityResult, details: AuditDetail[]): Recorded => ({
  result,
  details: result.outcome === 'done' || result.outcome === 'unknown' ? details : [],
})

export async function addNote(
  { activities, contact, call }: Options,
  text: string,
): Promise<Recorded> {
  // What has a higher ID afterwards was written meanwhile.
  const last = maxId(await activities.newestNotes(contact, call))
  const result = await send(
    () => activities.addNote(contact, text, call),
    async () =>
      (await activities.newestNotes(contact, call)).find(
        (note) => note.id > last && note.text === text,
      )?.id,
  )
  return recorded(result, [{ attribute: 'note', before: null, after: text }])
}

const maxId = (items: { id: number }[]) => Math.max(0, ...items.map(({ id }) => id))

export async function editNote(
  { activities, contact, call }: Options,
  id: number,
  { text, before }: { text: string; before: string },
): Promise<Recorded> {
  const present = await activities.readNote(contact, id, call)
  if (present === undefined) throw new NotFoundError(`No such note: ${id}`)
  if (present === text) return nothing({ outcome: 'unchanged', id })
  if (present !== before) return nothing({ outcome: 'conflict', task: null, text: present })
  const result = await send(
    () => activities.editNote(contact, id, text, call),
    async () => ((await activities.readNote(contact, id, call)) === text ? id : undefined),
  )
  return recorded(result, [{ attribute: 'note', before, after: text }])
}

export async function addTask(
  { activities, contact, call }: Options,
  request: TaskRequest,
): Promise<Recorded> {
  const last = maxId(await activities.newestTasks(contact, call))
  const isWanted = (task: Task) =>
    task.id > last && task.text === request.text && isSameMoment(task.dueAt, request.dueAt)
  const result = await send(
    () => activities.addTask(contact, request, call),
    async () => (await activities.newestTasks(contact, call)).find(isWanted)?.id,
  )
  return recorded(result, detailsOf(undefined, request))
}

type Values = Omit<TaskChange, 'result'>

const names = ['text', 'dueAt', 'type', 'responsible', 'isCompleted'] as const

const isSameMoment = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a == null || b == null
    ? a == null && b == null
    : Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000)

const valueOf = (values: Values, name: (typeof names)[number]) =>
  name === 'dueAt' && values.dueAt !== undefined
    ? Math.floor(Date.parse(values.dueAt) / 1000)
    : values[name]

const valuesOf = (task: Task): Values => ({
  text: task.text,
  ...(task.dueAt !== null && { dueAt: task.dueAt }),
  ...(task.type && { type: task.type.id }),
  ...(task.responsible?.id != null && { responsible: task.responsible.id }),
  isCompleted: task.isCompleted,
})

/**
 * Changes a task as it was seen: what somebody else has changed meanwhile is a conflict, what is as
 * wanted already is left alone. Whether a source reopens tasks is not documented, so it is read again.
 */
export async function editTask(
  { activities, contact, call }: Options,
  id: number,
  { before, ...change }: TaskEditRequest,
): Promise<Recorded> {
  const present = await activities.readTask(contact, id, call)
  if (!present) throw new NotFoundError(`No such task: ${id}`)
  const now = valuesOf(present)
  const changed = names.filter((name) => change[name] !== undefined)
  if (changed.every((name) => valueOf(now, name) === valueOf(change, name)) && !change.result)
    return nothing({ outcome: 'unchanged', id })
  if (changed.some((name) => valueOf(now, name) !== valueOf(before, name))) {
    const [task = present] = await activities.namedTasks([present], call)
    return nothing({ outcome: 'conflict', task, text: null })
  }
  const isThere = async () => {
    const task = await activities.readTask(contact, id, call)
    const after = task && valuesOf(task)
    return after && changed.every((name) => valueOf(after, name) === valueOf(change, name))
      ? id
      : undefined
  }
  const result = await send(() => activities.editTask(id, change, call), isThere)
  if (result.outcome === 'done' && change.isCompleted === false && (await isThere()) === undefined)
    return nothing({ outcome: 'rejected', issues: [notReopened] })
  return recorded(result, detailsOf(now, change))
}

const notReopened = {
  attribute: 'isCompleted',
  code: 'unsupported' as const,
  message: 'The source has accepted the change, and the task is still completed',
}

function detailsOf(before: Values | undefined, after: TaskChange): AuditDetail[] {
  const details = names.flatMap((name): AuditDetail[] =>
    after[name] === undefined
      ? []
      : [{ attribute: `task.${name}`, before: held(before?.[name]), after: held(after[name]) }],
  )
  return after.result
    ? [...details, { attribute: 'task.result', before: null, after: after.result }]
    : details
}

const held = (value: string | number | boolean | undefined) =>
  typeof value === 'boolean' ? String(value) : (value ?? null)
