import type { ContactFilter } from '#mock/store/contact-filter.ts'
import type { Field } from '#mock/store/contact.ts'
import { keyOf, numberTypes, optionTypes } from '#mock/store/contact.ts'
import {
  filterOf,
  idsOf,
  rangeOf,
  textsOf,
  type Query,
  type QueryValue,
} from '#mock/query-params.ts'

type FieldLookup = (id: number) => Field | undefined

/** The documented filters of the contact list; other keys are ignored. */
export function contactFilterOf(query: Query, findField: FieldLookup): ContactFilter {
  const given = filterOf(query)
  const filter: ContactFilter = {}
  const put = <Key extends keyof ContactFilter>(
    key: Key,
    value: ContactFilter[Key] | undefined,
  ) => {
    if (value !== undefined) filter[key] = value
  }
  put('ids', idsOf(given['id'], 'id'))
  put('names', textsOf(given['name'], { commas: false }))
  put('createdBy', idsOf(given['created_by'], 'created_by'))
  put('updatedBy', idsOf(given['updated_by'], 'updated_by'))
  put('responsible', idsOf(given['responsible_user_id'], 'responsible_user_id'))
  put('createdAt', rangeOf(given['created_at'], 'created_at'))
  put('updatedAt', rangeOf(given['updated_at'], 'updated_at'))
  put('closestTaskAt', rangeOf(given['closest_task_at'], 'closest_task_at'))
  const fields = fieldFilters(given['custom_fields_values'], findField)
  if (fields.length > 0) filter.fields = fields
  return filter
}

type FieldFilters = NonNullable<ContactFilter['fields']>

/** By field id only: a code such as PHONE is ignored. */
function fieldFilters(given: QueryValue, findField: FieldLookup): FieldFilters {
  if (typeof given !== 'object') return []
  return Object.entries(given).flatMap(([key, value]): FieldFilters => {
    const field = /^\d+$/.test(key) ? findField(Number(key)) : undefined
    if (!field) return []
    const isRange = typeof value === 'object' && ('from' in value || 'to' in value)
    if (isRange && numberTypes.has(field.type)) {
      const range = rangeOf(value, `custom_fields_values[${key}]`)
      return range ? [{ id: field.id, range }] : []
    }
    const values = textsOf(value, { commas: false })
    return values ? [{ id: field.id, keys: values.map((text) => filterKeyOf(field, text)) }] : []
  })
}

/** Checkboxes are compared as booleans, options by id even if the client sends their label. */
function filterKeyOf(field: Field, text: string): number {
  if (field.type === 'checkbox') return keyOf(field.id, text === 'true' || text === '1')
  if (!optionTypes.has(field.type)) return keyOf(field.id, text)
  const option = field.enums?.find(({ id, value }) => value === text || String(id) === text)
  return keyOf(field.id, option?.id ?? text)
}
