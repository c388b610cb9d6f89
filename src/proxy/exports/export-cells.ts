import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { ExportLabels } from '#contract/api/exports.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Value, ValueOf } from '#contract/model/value.ts'
import { toWallClock } from '#contract/model/zoned-time.ts'

/**
 * What a cell of a file holds: a text, a decimal number, a day (`2026-11-20`) or a local time
 * (`2026-11-20 14:03:59`); null: nothing.
 */
export type Cell = { as: 'text' | 'number' | 'day' | 'moment'; text: string } | null

export type CellOptions = {
  labels: ExportLabels
  /** IANA name: times are those of clocks there. */
  timeZone: string
  /** Of several values only the first one. */
  isFirstOnly: boolean
}

/** The cell of an attribute of a contact. */
export function cellOf(contact: Contact, key: AttributeKey, options: CellOptions): Cell {
  // An empty cell would say that there is no value.
  if (contact.unknown?.some((other) => other === key)) return text(options.labels.unknown)
  const value = contactValue(contact, key)
  return value ? cellOfValue(value, options) : null
}

export function cellOfValue(value: Value, options: CellOptions): Cell {
  const { labels, timeZone, isFirstOnly } = options
  const joined = (texts: string[], between = ', ') =>
    text(isFirstOnly ? (texts[0] ?? '') : texts.join(between))
  switch (value.kind) {
    case 'text':
    case 'url':
    case 'unknown':
      return joined(value.values)
    case 'number':
    case 'money':
      return { as: 'number', text: value.value }
    case 'flag':
      return text(value.value ? labels.yes : labels.no)
    case 'date':
      return { as: 'day', text: value.value }
    case 'dateTime':
      return { as: 'moment', text: localMoment(value.value, timeZone) }
    case 'choice':
      return joined(value.options.map(({ label }) => label))
    case 'contactPoints':
      return joined(value.items.map((item) => item.value))
    case 'address':
      return text(value.parts.map((part) => part.value).join(', '))
    case 'companyDetails':
      return joined(
        value.entities.map((entity) => detailsText(entity, labels)),
        '; ',
      )
    case 'user':
      return text(value.name ?? withId(labels.user, value.id))
    case 'company':
      return text(value.name ?? withId(labels.company, value.id))
    case 'tags':
    case 'files':
      return joined(value.items.map(({ name }) => name))
    case 'links':
      return joined(value.items.map(({ id }) => String(id)))
  }
}

const text = (content: string): Cell => (content === '' ? null : { as: 'text', text: content })

const withId = (label: string, id: number): string => label.replace('{id}', String(id))

type Details = ValueOf<'companyDetails'>['entities'][number]

const detailsText = (entity: Details, { legalKeys, legalTypes }: ExportLabels): string =>
  entity
    .map(({ key, value }) => {
      const content = key === 'entity_type' ? labelOf(legalTypes, value) : value
      return `${labelOf(legalKeys, key)}: ${content}`
    })
    .join(', ')

const labelOf = (labels: Record<string, string>, key: string): string =>
  (Object.hasOwn(labels, key) ? labels[key] : undefined) ?? key

/** `2026-11-20 14:03:59` by the clocks of the zone. */
export function localMoment(iso: string, timeZone: string): string {
  const wall = toWallClock(iso, timeZone).replace('T', ' ')
  return wall.length === 16 ? `${wall}:00` : wall
}
