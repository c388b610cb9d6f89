import { isRecord } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

const files = ['file_uuid', 'file_name']
const calls = ['uniq', 'duration', 'source', 'link', 'phone']

/** What notes that the API creates have to contain (activities 2). */
const requiredParams: Record<string, readonly string[]> = {
  common: ['text'],
  call_in: calls,
  call_out: calls,
  sms_in: ['text', 'phone'],
  sms_out: ['text', 'phone'],
  service_message: ['service', 'text'],
  extended_service_message: ['service', 'text'],
  message_cashier: ['status', 'text'],
  geolocation: ['text', 'address', 'longitude', 'latitude'],
  attachment: files,
  invoice_paid: ['service', 'text', 'icon_url'],
}

/** The event by which the list of events shows a note of each type (activities 3). */
const eventTypes: Record<string, string> = {
  common: 'common_note_added',
  call_in: 'incoming_call',
  call_out: 'outgoing_call',
  sms_in: 'incoming_sms',
  sms_out: 'outgoing_sms',
  service_message: 'service_note_added',
  extended_service_message: 'service_note_added',
  message_cashier: 'message_to_cashier_note_added',
  geolocation: 'geo_note_added',
  attachment: 'attachment_note_added',
  invoice_paid: 'service_note_added',
  amomail_message: 'incoming_mail',
  link_followed: 'link_followed',
  site_visit: 'site_visit_note_added',
}

export const noteEventType = (type: string): string => eventTypes[type] ?? `${type}_note_added`

export function readNoteType(item: Record<string, unknown>, issues: Issues): string | undefined {
  const { note_type: type } = item
  if (type === undefined) return void issues.report('FieldMissing', 'note_type')
  if (typeof type === 'string' && Object.hasOwn(requiredParams, type)) return type
  return void issues.report('NotSupportedChoice', 'note_type')
}

/** The parameters of a note; those of an unknown type are not looked at. */
export function readNoteParams(
  type: string | undefined,
  { params }: Record<string, unknown>,
  issues: Issues,
): Record<string, unknown> | undefined {
  if (!isRecord(params)) return void issues.report('FieldMissing', 'params')
  const required = (type !== undefined && requiredParams[type]) || []
  for (const key of required) {
    const path = `params.${key}`
    const value = params[key]
    if (value === undefined || value === null) issues.report('FieldMissing', path)
    else if (key === 'text' && (typeof value !== 'string' || value.trim() === ''))
      issues.report('IsBlank', path)
    else if (key === 'duration' && typeof value !== 'number') issues.reportType(path, 'int')
  }
  return params
}
