import type { Field, FieldValue, FieldValues } from '#mock/store/contact.ts'
import { toAccountTime } from '#mock/account-time.ts'
import { subtypes } from './v2-field-types.ts'

/** A filled field in the v2 format: enum and subtype ids are strings (seed 003). */
export function v2FieldResponse(field: FieldValues, definition: Field | undefined) {
  return {
    id: field.field_id,
    name: field.field_name,
    ...(field.field_code === null ? {} : { code: field.field_code }),
    values: field.values.map((item) => valueResponse(item, field.field_type)),
    is_system: definition?.is_predefined ?? false,
  }
}

function valueResponse({ value, enum_id, enum_code }: FieldValue, type: string) {
  switch (type) {
    case 'checkbox':
      return { value: value === true ? '1' : '0' }
    case 'select':
    case 'radiobutton':
    case 'multiselect':
    case 'multitext':
      return { value, enum: String(enum_id) }
    case 'smart_address':
      return { value, subtype: String(subtypes.indexOf(enum_code ?? '') + 1) }
    case 'date':
    case 'birthday':
    case 'date_time':
      return { value: localTimeText(Number(value)) }
    case 'legal_entity':
      return { value: typeof value === 'object' && value ? withExternalId(value) : value }
    default:
      return { value }
  }
}

const localTimeText = (unix: number) =>
  new Date(toAccountTime(unix) * 1000).toISOString().slice(0, 19).replace('T', ' ')

function withExternalId(value: object) {
  const { external_uid: id, ...rest } = { external_uid: undefined, ...value }
  return id === undefined ? rest : { ...rest, external_id: id }
}
