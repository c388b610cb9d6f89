import type { Contact, Named, ContactPoint } from '#contract/api/contacts.ts'
import type { FieldContent } from '#contract/api/fields.ts'
import { fieldOf, type ColumnId, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { ExportLabels } from './export-labels.ts'

/** The value of a cell in the file, machine-readable; several values are joined by commas. */
export function valueOf(id: ColumnId, contact: Contact, labels: ExportLabels): string {
  const field = fieldOf(id)
  if (field === undefined) return values[id as StandardColumn](contact, labels) // no field: ours
  const content = contact.fields.find((filled) => filled.id === field)?.content
  return content ? contentValue(content, labels) : ''
}

const values: Record<StandardColumn, (contact: Contact, labels: ExportLabels) => string> = {
  name: (c) => c.name,
  phone: (c) => contactPoints(c.phones),
  email: (c) => contactPoints(c.emails),
  company: ({ company }, labels) => (company ? (company.name ?? labels.company(company.id)) : ''),
  responsible: (c, labels) => person(c.responsible, labels),
  tags: (c) => c.tags.map(({ name }) => name).join(', '),
  createdAt: (c) => localMoment(c.createdAt),
  updatedAt: (c) => localMoment(c.updatedAt),
  nextTask: (c) => localMoment(c.nextTaskAt),
  createdBy: (c, labels) => person(c.createdBy, labels),
  updatedBy: (c, labels) => person(c.updatedBy, labels),
  id: (c) => String(c.id),
}

const contactPoints = (all: ContactPoint[]) => all.map(({ value }) => value).join(', ')

const person = (named: Named | null, labels: ExportLabels) =>
  named ? (named.name ?? labels.user(named.id)) : ''

/** A custom field's content; numbers and money as the decimal text from the source. */
export function contentValue(content: FieldContent, labels: ExportLabels): string {
  switch (content.kind) {
    case 'text':
    case 'link':
    case 'unknown':
      return content.values.join(', ')
    case 'number':
    case 'money':
    case 'date':
      return content.value
    case 'checkbox':
      return content.value ? labels.yes : labels.no
    case 'dateTime':
      return localMoment(content.value)
    case 'options':
      return content.labels.join(', ')
    case 'multitext':
      return contactPoints(content.values)
    case 'address':
      return content.parts.map(({ value }) => value).join(', ')
    case 'legalEntity':
      return content.entities.map((entity) => legalText(entity, labels)).join('; ')
    case 'file':
      return content.files.map(({ name }) => name).join(', ')
  }
}

type Requisites = Extract<FieldContent, { kind: 'legalEntity' }>['entities'][number]

const legalText = (entity: Requisites, labels: ExportLabels) =>
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
