import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { Value, ValueOf } from '#contract/model/value.ts'
import { valueText } from '#dashboard/domain/value-text.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import type { ExportLabels } from './export-labels.ts'

/**
 * The content of a cell in the file: values for machine processing, several of them joined by
 * commas.
 */
export function valueOf(id: ColumnId, contact: Contact, labels: ExportLabels): string {
  // An empty cell would say that there is no value.
  if (contact.unknown?.some((key) => key === id)) return labels.unknown
  const value = contactValue(contact, id)
  return value ? cellText(value, labels) : ''
}

/**
 * A value for machine processing; values without a neutral format are written in the user's
 * language.
 */
export function cellText(value: Value, labels: ExportLabels): string {
  if (value.kind === 'dateTime') return localMoment(value.value)
  if (value.kind === 'companyDetails')
    return value.entities.map((entity) => detailsText(entity, labels)).join('; ')
  if (value.kind === 'user') return value.name ?? labels.user(value.id)
  if (value.kind === 'company') return value.name ?? labels.company(value.id)
  if (value.kind === 'links') return value.items.map(({ id }) => String(id)).join(', ')
  // unformatted digits, and a day as ISO 8601 writes it
  if (value.kind === 'number' || value.kind === 'money' || value.kind === 'date') return value.value
  const { yes, no } = labels
  return valueText(value, { language: 'en', yes, no })
}

type Details = ValueOf<'companyDetails'>['entities'][number]

const detailsText = (entity: Details, labels: ExportLabels) =>
  entity
    .map(({ key, value }) => {
      const label = key === 'entity_type' ? labels.legalType(value) : value
      return `${labels.legalKey(key)}: ${label}`
    })
    .join(', ')

/** `2026-11-20 14:03:59` in this browser's time zone, which the dialog names. */
export function localMoment(iso: string | null): string {
  if (iso === null) return ''
  const date = new Date(iso)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}
