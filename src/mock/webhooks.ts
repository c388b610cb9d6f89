import { z } from 'zod'
import type { Store } from './mock-store.ts'
import type { Note } from './store/entity-types.ts'
import type { Change, EventSubject } from './store/history.ts'

/** Sends a form to an address; rejects if it does not arrive. */
export type SendHook = (destination: string, form: string) => Promise<void>

type Waiting = [action: string, subject: EventSubject, noteId?: number]

type Options = { store: Pick<Store, 'history' | 'contact' | 'notes'>; send?: SendHook | undefined }

const contactActions: Record<string, string> = {
  contact_added: 'add',
  contact_deleted: 'delete',
  contact_restored: 'restore',
  entity_responsible_changed: 'responsible',
}

/**
 * The account's webhooks (reference 14): forms with PHP brackets and texts only, sent after a change,
 * several contacts in one. Without retries; what does not arrive is counted.
 */
export function createWebhooks({ store, send = post }: Options) {
  let destination: string | null = null
  let waiting: Waiting[] = []
  let isScheduled = false
  const counts = { delivered: 0, failed: 0 }

  function schedule() {
    if (isScheduled) return
    isScheduled = true
    // After the transaction has ended.
    setImmediate(() => {
      isScheduled = false
      const some = waiting
      waiting = []
      if (destination !== null) void deliver(destination, formOf(some))
    })
  }

  async function deliver(to: string, form: string): Promise<void> {
    try {
      await send(to, form)
      counts.delivered += 1
    } catch {
      counts.failed += 1
    }
  }

  /** The form of events; of a contact, only the ID is certain to be read. */
  function formOf(events: Waiting[]): string {
    const params = new URLSearchParams()
    for (const [index, [action, { type, id, contactId }, noteId]] of events.entries()) {
      const note = noteId === undefined ? undefined : store.notes.get(noteId)
      if (note) {
        appendNote(params, `contacts[note][${index}][note]`, note)
        continue
      }
      if (type === 'task') {
        params.append(`task[${action}][${index}][id]`, String(id))
        params.append(`task[${action}][${index}][element_id]`, String(contactId))
        params.append(`task[${action}][${index}][element_type]`, '1')
        continue
      }
      params.append(`contacts[${action}][${index}][id]`, String(id))
      const name = type === 'contact' ? store.contact(id)?.name : undefined
      if (name !== undefined) params.append(`contacts[${action}][${index}][name]`, name)
      params.append(`contacts[${action}][${index}][type]`, type)
    }
    params.append('account[subdomain]', 'demo')
    return params.toString()
  }

  store.history.onEvent((subject: EventSubject, changes: Change[]) => {
    if (destination === null) return
    const noteIds = changes.flatMap(noteIdsOf)
    for (const noteId of noteIds) waiting.push(['note', subject, noteId])
    if (noteIds.length === changes.length) return schedule()
    const actions = new Set(
      changes.map(({ type }) => (subject.type === 'contact' && contactActions[type]) || 'update'),
    )
    for (const action of actions) waiting.push([action, subject])
    schedule()
  })

  return {
    /** Where to send them; null: nowhere. */
    setDestination: (to: string | null) => void (destination = to),
    state: () => ({ destination, ...counts }),
  }
}
export type Webhooks = ReturnType<typeof createWebhooks>

/** The note that an event is about. */
const noteIdsOf = ({ type, after }: Change): number[] =>
  type === 'contact_added'
    ? []
    : after.flatMap((value) => noteValue.safeParse(value).data?.note.id ?? [])
const noteValue = z.looseObject({ note: z.object({ id: z.int() }) })

const noteNumbers: Record<string, string> = { common: '4', attachment: '5' }
const otherNoteNumber = '25'

/** A note of a webhook: types are numbers, the rest is text (activities 6). */
function appendNote(form: URLSearchParams, place: string, note: Note) {
  const { text } = note.params
  const values = {
    id: note.id,
    note_type: noteNumbers[note.note_type] ?? otherNoteNumber,
    element_id: note.entity_id,
    element_type: 1,
    created_at: note.created_at,
    text: typeof text === 'string' ? text : '',
    metadata: JSON.stringify(note.params),
  }
  for (const [key, value] of Object.entries(values)) form.append(`${place}[${key}]`, String(value))
}

async function post(destination: string, form: string): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(destination, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(`Answer ${answer.status}`)
}
