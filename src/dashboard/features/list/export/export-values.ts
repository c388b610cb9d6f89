import type { Contact, Named, ContactPoint } from '#contract/api/contacts.ts'
import type { FieldContent } from '#contract/api/fields.ts'
import { fieldOf, type ColumnId, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { ExportWords } from './export-labels.ts'

/** What stands in a cell of the file: values for a machine, several of them joined by commas. */
export function valueOf(id: ColumnId, contact: Contact, words: ExportWords): string {
  const field = fieldOf(id)
  if (field === undefined) return values[id as StandardColumn](contact, words) // no field: ours
  const content = contact.fields.find((filled) => filled.id === field)?.content
  return content ? contentValue(content, words) : ''
}

const values: Record<StandardColumn, (contact: Contact, words: ExportWords) => string> = {
  name: (c) => c.name,
  phone: (c) => reaches(c.phones),
  email: (c) => reaches(c.emails),
  company: ({ company }, words) => (company ? (company.name ?? words.company(company.id)) : ''),
  responsible: (c, words) => person(c.responsible, words),
  tags: (c) => c.tags.map(({ name }) => name).join(', '),
  createdAt: (c) => localMoment(c.createdAt),
  updatedAt: (c) => localMoment(c.updatedAt),
  nextTask: (c) => localMoment(c.nextTaskAt),
  createdBy: (c, words) => person(c.createdBy, words),
  updatedBy: (c, words) => person(c.updatedBy, words),
  id: (c) => String(c.id),
}

const reaches = (all: ContactPoint[]) => all.map(({ value }) => value).join(', ')

const person = (named: Named | null, words: ExportWords) =>
  named ? (named.name ?? words.user(named.id)) : ''

/** A custom field's content; numbers and money as the decimal text they came as. */
export function contentValue(content: FieldContent, words: ExportWords): string {
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
      return content.value ? words.yes : words.no
    case 'dateTime':
      return localMoment(content.value)
    case 'options':
      return content.labels.join(', ')
    case 'multitext':
      return reaches(content.values)
    case 'address':
      return content.parts.map(({ value }) => value).join(', ')
    case 'legalEntity':
      return content.entities.map((entity) => legalText(entity, words)).join('; ')
    case 'file':
      return content.files.map(({ name }) => name).join(', ')
  }
}

type Requisites = Extract<FieldContent, { kind: 'legalEntity' }>['entities'][number]

const legalText = (entity: Requisites, words: ExportWords) =>
  entity
    .map(({ key, value }) => {
      const said = key === 'entity_type' ? words.legalType(value) : value
      return `${words.legalKey(key)}: ${said}`
    })
    .join(', ')

/** `2026-11-20 14:03:59` in the time zone of this browser, which the dialog names. */
export function localMoment(iso: string | null): string {
  if (iso === null) return ''
  const at = new Date(iso)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`
}
