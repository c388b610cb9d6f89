import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { Value, ValueOf } from '#contract/model/value.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import type { ExportLabels } from './export-labels.ts'

/** What stands in a cell of the file: values for a machine, several of them joined by commas. */
export function valueOf(id: ColumnId, contact: Contact, labels: ExportLabels): string {
  const value = contactValue(contact, id)
  return value ? cellText(value, labels) : ''
}

/** A value for a machine: numbers and money as the decimal text they came as. */
export function cellText(value: Value, labels: ExportLabels): string {
  switch (value.kind) {
    case 'text':
    case 'url':
    case 'unknown':
      return value.values.join(', ')
    case 'number':
    case 'money':
    case 'date':
      return value.value
    case 'flag':
      return value.value ? labels.yes : labels.no
    case 'dateTime':
      return localMoment(value.value)
    case 'choice':
      return value.options.map(({ label }) => label).join(', ')
    case 'contactPoints':
      return value.items.map((item) => item.value).join(', ')
    case 'address':
      return value.parts.map((part) => part.value).join(', ')
    case 'companyDetails':
      return value.entities.map((entity) => detailsText(entity, labels)).join('; ')
    case 'user':
      return value.name ?? labels.user(value.id)
    case 'company':
      return value.name ?? labels.company(value.id)
    case 'tags':
    case 'files':
      return value.items.map(({ name }) => name).join(', ')
    case 'links':
      return value.items.map(({ id }) => String(id)).join(', ')
  }
}

type Details = ValueOf<'companyDetails'>['entities'][number]

const detailsText = (entity: Details, labels: ExportLabels) =>
  entity
    .map(({ key, value }) => {
      const label = key === 'entity_type' ? labels.legalType(value) : value
      return `${labels.legalKey(key)}: ${label}`
    })
    .join(', ')

/** `2026-11-20 14:03:59` in the time zone of this browser, which the dialog names. */
export function localMoment(iso: string | null): string {
  if (iso === null) return ''
  const date = new Date(iso)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}
