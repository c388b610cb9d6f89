/** One value of a custom field as amoCRM v4 shows it; options carry their id and code. */
export type FieldValue = { value: unknown; enum_id?: number; enum_code?: string | null }

export type FieldValues = {
  field_id: number
  field_name: string
  field_code: string | null
  field_type: string
  values: FieldValue[]
}

export type Tag = { id: number; name: string }

/** The part of a contact that is stored in the format of amoCRM v4. */
export type ContactBody = {
  id: number
  name: string
  first_name: string
  last_name: string
  responsible_user_id: number
  group_id: number
  created_by: number
  updated_by: number
  created_at: number // Unix seconds, as all times here
  updated_at: number
  is_deleted: boolean
  is_unsorted: boolean
  closest_task_at: number | null
  custom_fields_values: FieldValues[] | null
  account_id: number
}

/** A contact as both amoCRM dialects read and write it. */
export type Contact = ContactBody & { tags: Tag[]; company_id: number | null; trashed: boolean }

/** The stored JSON of a contact as bytes, ready to be sent without decoding. */
export type ContactText = {
  id: number
  body: Uint8Array
  tags: string
  company_id: number | null
}

export type FieldEnum = { id: number; value: string; sort: number; code: string | null }

/** JSON of a contact as it is stored and sent by default: options have `enum` beside `enum_code`, as documented. */
export function encodeBody(body: ContactBody): string {
  const custom_fields_values = body.custom_fields_values?.map((field) => ({
    ...field,
    values: field.values.map((item) =>
      'enum_code' in item ? { ...item, enum: item.enum_code } : item,
    ),
  }))
  return JSON.stringify({ ...body, custom_fields_values: custom_fields_values ?? null })
}

/** The body written by `encodeBody`, without `enum`. */
export function decodeBody(text: string): ContactBody {
  const body = JSON.parse(text) as ContactBody // only encodeBody writes it
  for (const field of body.custom_fields_values ?? [])
    for (const item of field.values) if ('enum' in item) delete item.enum
  return body
}

/** A custom field's definition, as in `GET /api/v4/contacts/custom_fields`. */
export type Field = {
  id: number
  name: string
  type: string
  code: string | null
  sort: number
  group_id: string | null
  is_api_only: boolean
  is_predefined: boolean
  is_deletable: boolean
  currency: string | null
  remind: string | null
  required_statuses: { status_id: number; pipeline_id: number }[]
  enums: FieldEnum[] | null
}

const searchedTypes = new Set(
  'text textarea url multitext streetaddress smart_address legal_entity'.split(' '),
)

/** The text searched by `query`: name, phones, e-mails and all texts of custom fields; phones also as digits only. */
export function searchText(contact: ContactBody): string {
  const parts = [contact.name]
  const full = `${contact.first_name} ${contact.last_name}`.trim()
  if (full && full !== contact.name) parts.push(full)
  for (const field of contact.custom_fields_values ?? []) {
    if (!searchedTypes.has(field.field_type)) continue
    for (const { value } of field.values) {
      if (typeof value === 'string') {
        parts.push(value)
        if (field.field_code === 'PHONE') parts.push(value.replaceAll(/\D/g, ''))
      } else if (typeof value === 'object' && value && 'name' in value)
        parts.push(String(value.name))
    }
  }
  return parts.join('\n').toLowerCase()
}

export type FieldKey = { fieldId: number; key: number; number: number | null }

/** Index keys for filters by custom field: hashes of option ids for fields with options, of values otherwise. */
export function fieldKeys(values: FieldValues[] | null): FieldKey[] {
  const keys: FieldKey[] = []
  for (const field of values ?? []) {
    const isNumber = numberTypes.has(field.field_type)
    for (const item of field.values) {
      const isOption = optionTypes.has(field.field_type)
      const key = keyOf(field.field_id, isOption ? item.enum_id : item.value)
      keys.push({ fieldId: field.field_id, key, number: isNumber ? Number(item.value) : null })
    }
  }
  return keys
}

export const numberTypes = new Set(['numeric', 'monetary', 'date', 'date_time', 'birthday'])
export const optionTypes = new Set(['select', 'multiselect', 'radiobutton'])

/** A 53-bit hash (cyrb53) of field and value: an index of numbers is built five times faster than one of strings. */
export function keyOf(fieldId: number, value: unknown): number {
  const isNamed = typeof value === 'object' && value && 'name' in value
  const text = String(isNamed ? value.name : value)
  let a = 0xdeadbeef ^ fieldId
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}
