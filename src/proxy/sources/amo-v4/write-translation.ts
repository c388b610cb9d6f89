import type { FieldDefinition } from '#contract/api/fields.ts'
import type {
  ContactDraft,
  ContactPatch,
  FieldWrite,
  Link,
  TagWrite,
} from '#contract/api/writes.ts'
import type { AmoContactWrite, AmoLink, AmoValueWrite } from '#contract/upstream/amo-v4/writes.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { startOfDay } from '#proxy/sources/calendar.ts'

export type WriteContext = {
  definitions: FieldDefinition[]
  /** IANA name; the days of date fields are days there. */
  timeZone: string
}

/** A draft or a patch as amoCRM v4 expects it; `at` is its position in the request. */
export function toAmoWrite(
  draft: ContactDraft | ContactPatch,
  at: number,
  context: WriteContext,
): AmoContactWrite {
  if (draft.identity)
    throw new UnsupportedError('identity', 'contacts of this source do not belong to a bot')
  const fields = [
    ...contactPointField('PHONE', draft.phones),
    ...contactPointField('EMAIL', draft.emails),
    ...(draft.fields ?? []).map((field) => toFieldWrite(field, context)),
  ]
  return {
    ...('id' in draft && { id: draft.id }),
    ...(draft.name !== undefined && { name: draft.name }),
    ...(draft.firstName !== undefined && { first_name: draft.firstName }),
    ...(draft.lastName !== undefined && { last_name: draft.lastName }),
    ...(draft.responsible !== undefined && { responsible_user_id: draft.responsible }),
    ...(fields.length > 0 && { custom_fields_values: fields }),
    ...(draft.tags && toTags(draft.tags)),
    request_id: String(at),
  }
}

function toTags(
  tags: TagWrite,
): Pick<AmoContactWrite, '_embedded' | 'tags_to_add' | 'tags_to_delete'> {
  const named = (names: string[]) => names.map((name) => ({ name }))
  if ('set' in tags) return { _embedded: { tags: named(tags.set) } }
  return {
    ...(tags.add?.length && { tags_to_add: named(tags.add) }),
    ...(tags.remove?.length && { tags_to_delete: named(tags.remove) }),
  }
}

/** Undefined leaves the field alone. An empty list clears it, which amoCRM expects as null. */
function contactPointField(code: 'PHONE' | 'EMAIL', contactPoints: ContactDraft['phones']) {
  if (!contactPoints) return []
  const values = contactPoints.map(({ value, kind }) => ({
    value,
    ...(kind && { enum_code: kind }),
  }))
  return [{ field_code: code, values: values.length > 0 ? values : null }]
}

function toFieldWrite(field: FieldWrite, { definitions, timeZone }: WriteContext) {
  const definition = definitions.find((d) => d.id === field.id)
  if (!definition) throw new UnsupportedError(`fields.${field.id}`, 'no such field')
  const values = field.values?.map(({ value, option, kind }): AmoValueWrite => ({
    ...(value !== undefined && { value: toValue(definition.type, value, timeZone) }),
    ...(option !== undefined && { enum_id: option }),
    ...(kind !== undefined && { enum_code: kind }),
  }))
  return { field_id: field.id, values: values ?? null }
}

/** Days and moments become Unix seconds; everything else goes as it is. */
function toValue(type: string, value: unknown, timeZone: string): unknown {
  if (typeof value !== 'string') return value
  if (type === 'date' || type === 'birthday')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? startOfDay(value, timeZone) / 1000 : value
  if (type !== 'date_time') return value
  const at = Date.parse(value)
  return Number.isNaN(at) ? value : Math.floor(at / 1000)
}

const targets = {
  leads: 'leads',
  customers: 'customers',
  companies: 'companies',
  catalogElements: 'catalog_elements',
} as const

export function toAmoLink({ target, id, catalog, quantity }: Link): AmoLink {
  const metadata = {
    ...(catalog !== undefined && { catalog_id: catalog }),
    ...(quantity !== undefined && { quantity }),
  }
  return {
    to_entity_id: id,
    to_entity_type: targets[target],
    metadata: Object.keys(metadata).length > 0 ? metadata : null,
  }
}
