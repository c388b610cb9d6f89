import type { NoteType, TimelineEntry, TimelineNote } from '#contract/api/timeline.ts'
import type { AmoNote } from '#contract/upstream/amo-v4/activities.ts'
import { toMoment } from '#proxy/sources/calendar.ts'
import type { Happened } from '#proxy/sources/source-activities.ts'

const types = new Map<string, NoteType>([
  ['common', 'text'],
  ['call_in', 'callIn'],
  ['call_out', 'callOut'],
  ['sms_in', 'smsIn'],
  ['sms_out', 'smsOut'],
  ['service_message', 'service'],
  ['extended_service_message', 'service'],
  ['invoice_paid', 'service'],
  ['bill_paid', 'service'],
  ['message_cashier', 'cashier'],
  ['geolocation', 'place'],
  ['attachment', 'file'],
  ['dropbox_attachment', 'file'],
  ['site_visit', 'visit'],
  ['link_followed', 'visit'],
])

/** A NUL is text nowhere. */
const clean = (text: string | null | undefined) => text?.replaceAll('\0', '') || null

/** Only what opens in a browser: other schemes could run code. */
function webAddress(text: string | null | undefined): string | null {
  const url = text && URL.canParse(text) ? new URL(text) : undefined
  return url && ['http:', 'https:'].includes(url.protocol) ? url.href : null
}

function typeOf({ note_type: type, params }: AmoNote): NoteType {
  if (type === 'amomail_message') return params?.income ? 'mailIn' : 'mailOut'
  return types.get(type ?? '') ?? 'other'
}

export function toNote(amo: AmoNote): TimelineNote {
  const { params } = amo
  const type = typeOf(amo)
  const { created_at: created, updated_at: updated } = amo
  const file = params?.file_name ?? params?.original_name ?? params?.filename
  return {
    kind: 'note',
    id: amo.id,
    type,
    code: clean(amo.note_type) ?? '',
    text: clean(params?.text ?? params?.content_summary ?? params?.call_result),
    title: clean(file ?? params?.subject ?? params?.address ?? params?.service ?? params?.url),
    phone: clean(params?.phone),
    seconds: params?.duration ?? null,
    link: webAddress(params?.link ?? params?.url),
    isPinned: amo.is_pinned ?? null,
    changedAt: created != null && updated != null && updated > created ? toMoment(updated) : null,
    isEditable: type === 'text' && amo.is_editable !== false,
  }
}

export function toNoteEntry(amo: AmoNote): Happened {
  const at = amo.created_at ?? amo.updated_at ?? 0
  const entry: TimelineEntry = {
    key: `note:${amo.id}`,
    at: toMoment(at),
    by: { id: amo.created_by ?? null, name: null },
    what: toNote(amo),
  }
  return { at: at * 1000, entry }
}
