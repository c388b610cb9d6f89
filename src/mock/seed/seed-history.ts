import { account } from '#mock/account-data.ts'
import { noteEventType } from '#mock/amo-v4/v4-note-input.ts'
import type { Store } from '#mock/mock-store.ts'
import type { Note, Task } from '#mock/store/entity-types.ts'
import type { Change } from '#mock/store/history.ts'
import { randomNote, type NoteText } from './note-texts.ts'
import { randomFrom, type Random } from './random.ts'
import { seedUsers } from './seed-users.ts'

export type Person = {
  id: number
  created_at: number
  created_by: number
  responsible_user_id: number
}
export type Happening = {
  at: number
  by: number
  change: Change
  /** The task that it is about, not the contact itself. */
  task?: number
}

const contactsAtOnce = 5000
const firstNoteId = 60_000_001
const storyShare = 0.2 // of contacts

/** What has happened to contacts until the start: the events of their notes and tasks, and some more. */
export function seedHistory(store: Store, seed: number) {
  const random = randomFrom(seed + 2)
  const noteIds = noteCounter(store)
  for (let last = 0; ;) {
    const people = store.db.all<Person>(
      `select id, created_at, created_by, responsible_user_id from contacts
       where id > ? order by id limit ?`,
      last,
      contactsAtOnce,
    )
    const own = ownedBetween(store, people[0]?.id ?? 0, people.at(-1)?.id ?? 0)
    for (const person of people) {
      const extra = random.chance(storyShare) ? storyOf(store, person, random, noteIds) : []
      record(store, person.id, [addedEvent(person), ...(own.get(person.id) ?? []), ...extra])
    }
    last = people.at(-1)?.id ?? 0
    if (people.length < contactsAtOnce) return
  }
}

export type NoteIds = () => number

export function noteCounter(store: Store): NoteIds {
  let next = store.notes.nextId(firstNoteId)
  return () => next++
}

/** Appends what happened to a contact to the history, in the order of time. */
export function record(store: Store, contactId: number, happenings: Happening[]) {
  for (const { at, by, change, task } of happenings.toSorted((a, b) => a.at - b.at))
    store.history.recordEvent(
      task === undefined
        ? { type: 'contact', id: contactId, contactId }
        : { type: 'task', id: task, contactId },
      at,
      by,
      [change],
    )
}

const change = (type: string, before: unknown[] = [], after: unknown[] = []): Change => ({
  type,
  before,
  after,
})

const addedEvent = (person: Person): Happening => ({
  at: person.created_at,
  by: person.created_by,
  change: change('contact_added', [], [{ note: { id: person.id } }]),
})

/** The events of the notes and tasks of contacts, by contact. */
function ownedBetween(store: Store, first: number, last: number): Map<number, Happening[]> {
  const rows = (table: 'notes' | 'tasks') =>
    store.db.all<{ body: string }>(
      `select body from ${table} where owner between ? and ? order by owner, id`,
      first,
      last,
    )
  const found = new Map<number, Happening[]>()
  const add = (owner: number, happenings: Happening[]) =>
    found.set(owner, [...(found.get(owner) ?? []), ...happenings])
  for (const { body } of rows('notes')) {
    const note: Note = JSON.parse(body)
    add(note.entity_id, [eventOfNote(note)])
  }
  for (const { body } of rows('tasks')) {
    const task: Task = JSON.parse(body)
    if (task.entity_type === 'contacts') add(task.entity_id, eventsOfTask(task))
  }
  return found
}

const eventOfNote = ({ id, created_at, created_by, note_type }: Note): Happening => ({
  at: created_at,
  by: created_by,
  change: change(noteEventType(note_type), [], [{ note: { id } }]),
})

function eventsOfTask(task: Task): Happening[] {
  const of = (at: number, found: Change): Happening => ({
    at,
    by: task.created_by,
    change: found,
    task: task.id,
  })
  const added = of(task.created_at, change('task_added'))
  if (!task.is_completed) return [added]
  const completedAt = Math.max(task.created_at, task.updated_at)
  return [
    added,
    of(completedAt, change('task_completed')),
    ...('text' in task.result ? [of(completedAt, change('task_result_added'))] : []),
  ]
}

export function addNote(
  store: Store,
  person: Person,
  { id, at, note }: { id: number; at: number; note: NoteText },
): Happening {
  const saved: Note = {
    id,
    created_by: person.responsible_user_id,
    updated_by: person.responsible_user_id,
    created_at: at,
    updated_at: at,
    responsible_user_id: person.responsible_user_id,
    group_id: 0,
    entity_id: person.id,
    account_id: account.id,
    note_type: note.type,
    params: note.params,
  }
  store.notes.save(saved)
  return eventOfNote(saved)
}

/** Some notes and changes of a contact, at random times since it was added. */
function storyOf(store: Store, person: Person, random: Random, noteIds: NoteIds): Happening[] {
  const by = person.responsible_user_id
  const moment = () => random.int(person.created_at, store.now())
  const phone = `+7916${random.int(1_000_000, 9_999_999)}`
  const notes = Array.from({ length: random.int(1, 4) }, () =>
    addNote(store, person, { id: noteIds(), at: moment(), note: randomNote(random, phone) }),
  )
  const other = random.pick(seedUsers).id
  const user = (id: number) => [{ responsible_user: { id } }]
  const tag = [{ tag: { name: random.pick(['новый', 'перезвонить', 'выставка']) } }]
  const changes = [
    change('entity_responsible_changed', user(other), user(by)),
    change('entity_tag_added', [], tag),
    change('entity_tag_deleted', tag, []),
  ].filter(() => random.chance(0.4))
  return [...notes, ...changes.map((found) => ({ at: moment(), by, change: found }))]
}
