import type { Task, TaskEditRequest, TaskRequest, TimelineEntry } from '#contract/api/timeline.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

/** A list that is read whole; `isPartial` if there is more than can be read. */
export type Whole<Item> = { items: Item[]; isPartial: boolean }

/** An entry of a list, with its time in milliseconds. */
export type Happened = { at: number; entry: TimelineEntry }

/** A task, when it was added, and by whom. */
export type OwnTask = { task: Task; entry: TimelineEntry; at: number }

/**
 * Events up to a moment: everything from `floor` (milliseconds) on is among them; null: they are all
 * there are.
 */
export type EventsBelow = { items: Happened[]; floor: number | null }

/** A write of one note or task that was answered. */
export type ActivityWritten =
  | { status: 'written'; id: number }
  | { status: 'rejected'; issues: Issue[] }

export type TaskChange = Omit<TaskEditRequest, 'before'>

/** Events, notes and tasks of contacts. */
export type SourceActivities = {
  notesOf: (contact: number, call: Call) => Promise<Whole<Happened>>
  tasksOf: (contact: number, call: Call) => Promise<Whole<OwnTask>>
  /** Events of a contact until a moment (milliseconds; null: now). */
  eventsOf: (contact: number, until: number | null, call: Call) => Promise<EventsBelow>
  /** Events of up to `tasksAtOnce` tasks. */
  eventsOfTasks: (tasks: Task[], until: number | null, call: Call) => Promise<EventsBelow>
  tasksAtOnce: number
  /** The same entries with the names of users, types of tasks and linked entities. */
  named: (entries: TimelineEntry[], call: Call) => Promise<TimelineEntry[]>
  namedTasks: (tasks: Task[], call: Call) => Promise<Task[]>
  taskTypes: (call: Call) => Promise<{ id: number; name: string | null }[]>
  readNote: (contact: number, id: number, call: Call) => Promise<string | undefined>
  /** Undefined if it does not exist or belongs to another contact. */
  readTask: (contact: number, id: number, call: Call) => Promise<Task | undefined>
  /** The newest notes and tasks of a contact, by ID, for finding out what became of a write. */
  newestNotes: (contact: number, call: Call) => Promise<{ id: number; text: string | null }[]>
  newestTasks: (contact: number, call: Call) => Promise<Task[]>
  addNote: (contact: number, text: string, call: Call) => Promise<ActivityWritten>
  editNote: (contact: number, id: number, text: string, call: Call) => Promise<ActivityWritten>
  addTask: (contact: number, request: TaskRequest, call: Call) => Promise<ActivityWritten>
  editTask: (id: number, change: TaskChange, call: Call) => Promise<ActivityWritten>
}
