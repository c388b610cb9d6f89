import type { ContactChange } from '#contract/api/audit.ts'
import type {
  PartState,
  Task,
  TimelineEntry,
  TimelineKind,
  TimelinePage,
} from '#contract/api/timeline.ts'
import type {
  EventsBelow,
  Happened,
  OwnTask,
  SourceActivities,
  Whole,
} from '#proxy/sources/source-activities.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import {
  compareHappened,
  isBelow,
  kindOf,
  placeOf,
  toCursor,
  type Place,
} from './timeline-order.ts'

/** What was done through Kartoteka, newest first. */
type ReadChanges = (
  cursor: string | undefined,
  size: number,
) => Promise<{ items: ContactChange[]; next: string | null }>

type Options = {
  activities: SourceActivities | null
  readChanges: ReadChanges | null
  contact: number
  kinds: TimelineKind[] | undefined
  cursor: string | undefined
  size: number
  call: Call
}

const maxRounds = 12 // of reading further down for one page
const changesAtOnce = 100
const maxTaskChunks = 20

/** A part that is read downwards; `floor`: everything from it on is known (milliseconds). */
type Stream = {
  floor: number
  isEnded: boolean
  /** Entries below the floor; sets a lower one. */
  read: () => Promise<Happened[]>
}

/**
 * A page of everything that happened to a contact, newest first: what the source tells, and what was done
 * through Kartoteka. Complete down to its last entry; parts that cannot be read say so.
 */
export async function readTimeline(options: Options): Promise<TimelinePage> {
  const { activities, call, contact, kinds, cursor, size } = options
  const below = placeOf(cursor)
  const wants = (...some: TimelineKind[]) => !kinds || some.some((kind) => kinds.includes(kind))
  const skipped = <Item>() => ({ state: 'skipped' as const, items: [] as Item[] })
  const [notes, tasks] = await Promise.all([
    wants('notes', 'calls', 'changes')
      ? wholePart(activities && (() => activities.notesOf(contact, call)))
      : skipped<Happened>(),
    wants('tasks', 'changes') || cursor === undefined
      ? wholePart(activities && (() => activities.tasksOf(contact, call)))
      : skipped<OwnTask>(),
  ])

  const events = { state: activities ? ('read' as PartState) : ('none' as PartState) }
  const streams: Stream[] = []
  if (activities && wants('changes', 'calls', 'tasks')) {
    const add = (read: (until: number | null) => Promise<EventsBelow>) =>
      streams.push(eventStream(read, below, events))
    add((until) => activities.eventsOf(contact, until, call))
    const chunks = chunksOf(
      tasks.items.map(({ task }) => task),
      activities.tasksAtOnce,
    )
    if (chunks.length > maxTaskChunks) events.state = 'partial'
    for (const chunk of chunks.slice(0, maxTaskChunks))
      add((until) => activities.eventsOfTasks(chunk, until, call))
  } else if (activities) events.state = 'skipped'
  if (options.readChanges && wants('kartoteka'))
    streams.push(changeStream(options.readChanges, below))

  const known = new Map<string, Happened>()
  const add = (items: Happened[]) => {
    for (const item of items) known.set(item.entry.key, item)
  }
  add(notes.items)
  add(tasks.items)
  const ownKeys = new Set(known.keys())
  const isShown = ({ entry }: Happened) =>
    (!kinds || kinds.includes(kindOf(entry))) && !isShownByOwn(entry, ownKeys)

  for (let round = 1; ; round++) {
    const open = streams.filter(({ isEnded }) => !isEnded)
    const horizon = Math.max(-Infinity, ...open.map(({ floor }) => floor))
    const found = [...known.values()]
      .filter((item) => item.at >= horizon && isBelow(item, below) && isShown(item))
      .toSorted(compareHappened)
    if (found.length > size || open.length === 0 || round > maxRounds) return page(found, horizon)
    const lowest = open.filter(({ floor }) => floor === horizon)
    for (const items of await Promise.all(lowest.map(({ read }) => read()))) add(items)
  }

  async function page(found: Happened[], horizon: number): Promise<TimelinePage> {
    const shown = found.slice(0, size)
    const last = shown.at(-1)
    const rest = horizon === -Infinity ? null : `${horizon}~`
    const open = tasks.items.map(({ task }) => task).filter(({ isCompleted }) => !isCompleted)
    const [items, openTasks] = await Promise.all([
      named(
        activities,
        shown.map(({ entry }) => entry),
        call,
      ),
      cursor === undefined && activities ? activities.namedTasks(open, call) : [],
    ])
    return {
      items,
      next: found.length > size && last ? toCursor(last) : rest,
      openTasks: openTasks.toSorted(byDue),
      parts: { events: events.state, notes: notes.state, tasks: tasks.state },
    }
  }
}

const byDue = (a: Task, b: Task): number => (a.dueAt ?? '').localeCompare(b.dueAt ?? '')

const named = (activities: SourceActivities | null, entries: TimelineEntry[], call: Call) =>
  activities ? activities.named(entries, call) : entries

/** Whether the note or task itself tells what the event does. */
function isShownByOwn({ what }: TimelineEntry, ownKeys: Set<string>): boolean {
  if (what.kind !== 'change') return false
  if (what.type === 'taskAdded') return what.task !== null && ownKeys.has(`task:${what.task.id}`)
  return what.note !== null && ownKeys.has(`note:${what.note}`)
}

const stateOf = (error: unknown): PartState => {
  if (!(error instanceof SourceError)) throw error
  return error.failure === 'forbidden' || error.failure === 'unpaid' ? 'forbidden' : 'failed'
}

async function wholePart<Item>(
  read: (() => Promise<Whole<Item>>) | null,
): Promise<{ state: PartState; items: Item[] }> {
  if (!read) return { state: 'none', items: [] }
  try {
    const { items, isPartial } = await read()
    return { state: isPartial ? 'partial' : 'read', items }
  } catch (error) {
    if (error instanceof SourceError && error.failure === 'not_found') throw error
    return { state: stateOf(error), items: [] }
  }
}

const startOf = ({ at }: Place) => (at === Infinity ? null : at)

/** Where the events cannot be read, the rest of the timeline is shown without them. */
function eventStream(
  read: (until: number | null) => Promise<EventsBelow>,
  below: Place,
  part: { state: PartState },
): Stream {
  const stream: Stream = {
    floor: Infinity,
    isEnded: false,
    async read() {
      const until = stream.floor === Infinity ? startOf(below) : stream.floor - 1
      try {
        const { items, floor } = await read(until)
        stream.floor = floor ?? -Infinity
        stream.isEnded = floor === null
        return items
      } catch (error) {
        if (error instanceof SourceError && error.failure === 'not_found' && until === null)
          part.state = 'none'
        else part.state = stateOf(error)
        stream.isEnded = true
        return []
      }
    },
  }
  return stream
}

function changeStream(read: ReadChanges, below: Place): Stream {
  // Entries of the same millisecond are read again, and told apart by their keys.
  let next = below.at === Infinity ? undefined : `${below.at + 1}.0`
  const stream: Stream = {
    floor: Infinity,
    isEnded: false,
    async read() {
      const answer = await read(next, changesAtOnce)
      next = answer.next ?? undefined
      stream.isEnded = answer.next === null
      const items = answer.items.map(toHappened)
      stream.floor = stream.isEnded ? -Infinity : (items.at(-1)?.at ?? -Infinity) + 1
      return items
    },
  }
  return stream
}

const toHappened = (change: ContactChange): Happened => ({
  at: Date.parse(change.at),
  entry: {
    key: `change:${change.id}`,
    at: change.at,
    by: null,
    what: { kind: 'kartoteka', change },
  },
})

function chunksOf<Item>(items: Item[], size: number): Item[][] {
  const chunks: Item[][] = []
  for (let first = 0; first < items.length; first += size)
    chunks.push(items.slice(first, first + size))
  return chunks
}
