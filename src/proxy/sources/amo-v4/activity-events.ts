import type { ChangeType, TimelineChange } from '#contract/api/timeline.ts'
import type { AmoEvent, AmoEventValue } from '#contract/upstream/amo-v4/activities.ts'
import { toMoment } from '#proxy/sources/calendar.ts'
import type { Happened } from '#proxy/sources/source-activities.ts'

const types = new Map<string, ChangeType>([
  ['contact_added', 'created'],
  ['contact_deleted', 'deleted'],
  ['contact_restored', 'restored'],
  ['entity_merged', 'merged'],
  ['name_field_changed', 'name'],
  ['entity_responsible_changed', 'responsible'],
  ['custom_field_value_changed', 'field'],
  ['entity_tag_added', 'tagAdded'],
  ['entity_tag_deleted', 'tagRemoved'],
  ...['entity', 'contact', 'company', 'lead', 'customer'].flatMap((kind) => [
    [`${kind}_linked`, 'linked'] as const,
    [`${kind}_unlinked`, 'unlinked'] as const,
  ]),
  ['common_note_deleted', 'noteDeleted'],
  ['incoming_call', 'callIn'],
  ['outgoing_call', 'callOut'],
  ['incoming_sms', 'smsIn'],
  ['outgoing_sms', 'smsOut'],
  ['incoming_mail', 'mailIn'],
  ['outgoing_mail', 'mailOut'],
  ['incoming_chat_message', 'chatIn'],
  ['outgoing_chat_message', 'chatOut'],
  ['talk_created', 'talkOpened'],
  ['talk_closed', 'talkClosed'],
  ['task_added', 'taskAdded'],
  ['task_deleted', 'taskDeleted'],
  ['task_completed', 'taskCompleted'],
  ['task_type_changed', 'taskKind'],
  ['task_text_changed', 'taskText'],
  ['task_deadline_changed', 'taskDue'],
  ['task_result_added', 'taskResult'],
])

function typeOf({ type = '', entity_type: entity }: AmoEvent): ChangeType {
  const code = type ?? ''
  if (/^custom_field_\d+_value_changed$/.test(code)) return 'field'
  if (entity === 'task' && code === 'entity_responsible_changed') return 'taskResponsible'
  return types.get(code) ?? (code.endsWith('_note_added') ? 'noteAdded' : 'other')
}

/** Whose values are IDs: `named` of the activities replaces them by names. */
export const idMark = '#'

function textOf(value: AmoEventValue): string | null {
  const id = value.responsible_user?.id ?? value.task_type?.id
  if (id != null) return `${idMark}${id}`
  const seconds = value.task_deadline?.timestamp
  if (seconds != null) return toMoment(seconds)
  return (
    value.name_field_value?.name ??
    value.custom_field_value?.text ??
    value.tag?.name ??
    value.task?.text ??
    value.task_result?.text ??
    value.result?.text ??
    value.sale_field_value?.sale ??
    value.nps?.rate ??
    value.message?.origin ??
    null
  )
}

const textsOf = (values: AmoEventValue[]) =>
  values.flatMap((value) => textOf(value)?.replaceAll('\0', '') ?? [])

const linkedKinds = new Map<string, 'leads' | 'customers' | 'companies'>([
  ['lead', 'leads'],
  ['customer', 'customers'],
  ['company', 'companies'],
])

function targetOf(values: AmoEventValue[]): TimelineChange['target'] {
  for (const { link, unlink } of values) {
    const { type, id } = link?.entity ?? unlink?.entity ?? {}
    if (id == null) continue
    const catalog = /^catalog_(\d+)$/.exec(type ?? '')?.[1]
    if (catalog !== undefined)
      return { kind: 'catalogElements', id, catalog: Number(catalog), name: null }
    return { kind: linkedKinds.get(type ?? '') ?? 'other', id, catalog: null, name: null }
  }
  return null
}

export function toChange(amo: AmoEvent): TimelineChange {
  const before = amo.value_before?.items ?? []
  const after = amo.value_after?.items ?? []
  const type = typeOf(amo)
  const field = [...after, ...before].find((value) => value.custom_field_value)
  const fieldId =
    field?.custom_field_value?.field_id ??
    Number(/^custom_field_(\d+)_/.exec(amo.type ?? '')?.[1] ?? 0)
  const isOfTask = amo.entity_type === 'task'
  return {
    kind: 'change',
    type,
    code: amo.type?.replaceAll('\0', '') ?? '',
    field: type === 'field' && fieldId ? `${idMark}${fieldId}` : null,
    before: textsOf(before),
    after: textsOf(after),
    target: type === 'linked' || type === 'unlinked' ? targetOf([...after, ...before]) : null,
    task: isOfTask && amo.entity_id != null ? { id: amo.entity_id, text: null } : null,
    // The value of a creation is not a note although it looks like one.
    note: type === 'created' ? null : (after.find(({ note }) => note?.id)?.note?.id ?? null),
  }
}

/** Seconds outside of the years 1000 to 9999 are no times. */
const maxSeconds = Date.UTC(9999, 11, 31) / 1000

export function toEventEntry(amo: AmoEvent): Happened {
  const seconds = Math.min(Math.max(amo.created_at, 0), maxSeconds)
  return {
    at: seconds * 1000,
    entry: {
      key: `event:${amo.id.replaceAll(/[^\w.-]/g, '')}`,
      at: toMoment(seconds),
      by: { id: amo.created_by ?? null, name: null },
      what: toChange(amo),
    },
  }
}
