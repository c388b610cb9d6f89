import { z } from 'zod'
import {
  looseFlag,
  looseId,
  looseInt,
  looseNumber,
  looseText,
  record,
  row,
  rowsOf,
} from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'
import { unixSeconds } from './entities.ts'

const stamps = {
  created_by: looseInt,
  updated_by: looseInt,
  created_at: unixSeconds,
  updated_at: unixSeconds,
  responsible_user_id: looseInt,
}

/** A note of a contact; what `params` contains depends on the type. */
export const amoNote = row(
  { id: looseId },
  {
    entity_id: looseInt,
    note_type: looseText,
    params: row(
      {},
      {
        text: looseText,
        phone: looseText,
        duration: looseNumber,
        link: looseText,
        call_result: looseText,
        service: looseText,
        address: looseText,
        file_name: looseText,
        original_name: looseText,
        filename: looseText,
        url: looseText,
        subject: looseText,
        content_summary: looseText,
        income: looseFlag,
      },
    ),
    is_pinned: looseFlag,
    is_editable: looseFlag,
    ...stamps,
  },
)
export type AmoNote = z.infer<typeof amoNote>
export const amoNotePage = pageOf('notes', amoNote)

/** `result` is `[]` without one. */
export const amoTask = row(
  { id: looseId },
  {
    entity_id: looseInt,
    entity_type: looseText,
    task_type_id: looseInt,
    text: looseText,
    is_completed: looseFlag,
    result: row({}, { text: looseText }),
    complete_till: unixSeconds,
    ...stamps,
  },
)
export type AmoTask = z.infer<typeof amoTask>
export const amoTasksPage = pageOf('tasks', amoTask)

const user = row({}, { id: looseInt })
const entity = row({}, { type: looseText, id: looseInt })

/** A value of an event: one of these keys, by the type of the event. */
const eventValue = row(
  {},
  {
    responsible_user: user,
    name_field_value: row({}, { name: looseText }),
    custom_field_value: row({}, { field_id: looseInt, text: looseText }),
    tag: row({}, { name: looseText }),
    link: row({}, { entity }),
    unlink: row({}, { entity }),
    note: row({}, { id: looseInt, text: looseText }),
    task: row({}, { text: looseText }),
    task_deadline: row({}, { timestamp: looseInt }),
    task_type: row({}, { id: looseInt }),
    task_result: row({}, { text: looseText }),
    result: row({}, { text: looseText }),
    sale_field_value: row({}, { sale: looseText }),
    nps: row({}, { rate: looseText }),
    message: row({}, { origin: looseText }),
  },
)
export type AmoEventValue = z.infer<typeof eventValue>

export const amoEvent = row(
  { id: looseText, created_at: looseInt },
  {
    type: looseText,
    entity_id: looseInt,
    entity_type: looseText,
    created_by: looseInt,
    value_before: rowsOf(eventValue),
    value_after: rowsOf(eventValue),
    _embedded: row({}, { entity: row({}, { linked_talk_contact_id: looseInt }) }),
  },
)
export type AmoEvent = z.infer<typeof amoEvent>
export const amoTimelinePage = pageOf('events', amoEvent)

/** `GET /api/v4/account?with=task_types`. */
export const amoTaskTypes = row(
  {},
  {
    _embedded: row(
      {},
      { task_types: rowsOf(row({ id: looseId }, { name: looseText, code: looseText })) },
    ),
  },
)

export type AmoNoteWrite = { id?: number; note_type: string; params: { text: string } }

export type AmoTaskWrite = {
  id?: number
  text?: string
  complete_till?: number
  task_type_id?: number
  responsible_user_id?: number
  entity_id?: number
  entity_type?: 'contacts'
  is_completed?: boolean
  result?: { text: string }
  request_id?: string
}

const written = z.object({ id: looseId })

/** Answers to writes are the list of an envelope, or for a single thing also the bare thing. */
export const amoActivityAnswer = z.union([
  z
    .object({ _embedded: record })
    .transform(({ _embedded: lists }) => lists['notes'] ?? lists['tasks'])
    .pipe(z.array(written).min(1))
    .transform((items) => items[0]?.id ?? 0),
  written.transform(({ id }) => id),
])
