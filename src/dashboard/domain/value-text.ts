import type { Value } from '#contract/model/value.ts'
import { exactMoney, exactNumber, formatDay, formatMoment } from '#dashboard/lib/format.ts'

type ValueTextOptions = {
  language: string
  yes: string
  no: string
  /** IANA name of where moments are told; left out: where the reader is. */
  timeZone?: string | null
}

/** What an attribute holds, in one line for a reader of a language. */
export function valueText(
  value: Value,
  { language, yes, no, timeZone = null }: ValueTextOptions,
): string {
  switch (value.kind) {
    case 'text':
    case 'url':
    case 'unknown':
      return value.values.join(', ')
    case 'number':
      return exactNumber(value.value, language)
    case 'money':
      return exactMoney(value.value, value.currency, language)
    case 'flag':
      return value.value ? yes : no
    case 'date':
      return formatDay(value.value, language)
    case 'dateTime':
      return formatMoment(value.value, language, timeZone)
    case 'choice':
      return value.options.map(({ label }) => label).join(', ')
    case 'contactPoints':
      return value.items.map((item) => item.value).join(', ')
    case 'address':
      return value.parts.map((part) => part.value).join(', ')
    case 'companyDetails':
      return value.entities
        .map((entity) => (entity.find(({ key }) => key === 'name') ?? entity[0])?.value)
        .filter(Boolean)
        .join(', ')
    case 'user':
    case 'company':
      return value.name ?? `#${value.id}`
    case 'tags':
    case 'files':
      return value.items.map(({ name }) => name).join(', ')
    case 'links':
      return value.items.map(({ id }) => `#${id}`).join(', ')
  }
}
