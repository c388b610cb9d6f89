import type { FieldContent } from '#contract/api/fields.ts'
import { formatDay, formatMoment, formatMoney, formatNumber } from '#dashboard/lib/format.ts'

type FieldTextOptions = {
  language: string
  yes: string
  no: string
  /** IANA name of where moments are told; left out: where the reader is. */
  timeZone?: string | null
}

/** What a field holds, in one line for a reader of a language. */
export function fieldText(
  content: FieldContent,
  { language, yes, no, timeZone = null }: FieldTextOptions,
): string {
  switch (content.kind) {
    case 'text':
    case 'link':
    case 'unknown':
      return content.values.join(', ')
    case 'number':
      return exactNumber(content.value, language)
    case 'money':
      return formatMoney(Number(content.value), content.currency, language)
    case 'checkbox':
      return content.value ? yes : no
    case 'date':
      return formatDay(content.value, language)
    case 'dateTime':
      return formatMoment(content.value, language, timeZone)
    case 'options':
      return content.labels.join(', ')
    case 'multitext':
      return content.values.map(({ value }) => value).join(', ')
    case 'address':
      return content.parts.map(({ value }) => value).join(', ')
    case 'legalEntity':
      return content.entities
        .map((entity) => (entity.find(({ key }) => key === 'name') ?? entity[0])?.value)
        .filter(Boolean)
        .join(', ')
    case 'file':
      return content.files.map(({ name }) => name).join(', ')
  }
}

/** Grouped for reading where a double holds every digit; as written where it would not. */
export function exactNumber(text: string, language: string): string {
  return String(Number(text)) === text ? formatNumber(Number(text), language) : text
}

/** Only web addresses become links: a `javascript:` in a field must stay text. */
export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text)
