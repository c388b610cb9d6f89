import { isOfKind, type Value, type ValueKindName, type ValueOf } from '#contract/model/value.ts'
import { exactMoney, exactNumber, formatMoment, formatShortDay } from '#dashboard/lib/format.ts'

export type ValueTextOptions = {
  language: string
  yes: string
  no: string
  /** IANA name of the time zone in which times are shown; omitted: the user's own. */
  timeZone?: string | null
}

/** The format of a value's text, which determines input mode and alignment. */
export type TextFormat = 'plain' | 'decimal' | 'url' | 'day' | 'moment' | 'flag' | 'option'

type Presentation<Held extends Value> = {
  format: TextFormat
  /** One line of text in the user's language. */
  text: (value: Held, options: ValueTextOptions) => string
}

function present<Kind extends ValueKindName>(
  kind: Kind,
  own: Presentation<ValueOf<Kind>>,
): Presentation<Value> {
  const { text, ...traits } = own
  return {
    ...traits,
    text: (value, options) => (isOfKind(value, kind) ? text(value, options) : ''),
  }
}

const names = (items: { name: string }[]): string => items.map(({ name }) => name).join(', ')
const joined = ({ values }: { values: string[] }): string => values.join(', ')
const reference = ({ id, name }: { id: number; name: string | null }): string => name ?? `#${id}`

/** How each kind of value is presented in a cell. */
const presentations: Record<ValueKindName, Presentation<Value>> = {
  text: present('text', { format: 'plain', text: joined }),
  url: present('url', { format: 'url', text: joined }),
  number: present('number', {
    format: 'decimal',
    text: ({ value }, { language }) => exactNumber(value, language),
  }),
  money: present('money', {
    format: 'decimal',
    text: ({ value, currency }, { language }) => exactMoney(value, currency, language),
  }),
  flag: present('flag', {
    format: 'flag',
    text: ({ value }, { yes, no }) => (value ? yes : no),
  }),
  date: present('date', {
    format: 'day',
    text: ({ value }, { language }) => formatShortDay(value, language),
  }),
  dateTime: present('dateTime', {
    format: 'moment',
    text: ({ value }, { language, timeZone = null }) => formatMoment(value, language, timeZone),
  }),
  choice: present('choice', {
    format: 'option',
    text: ({ options }) => options.map(({ label }) => label).join(', '),
  }),
  contactPoints: present('contactPoints', {
    format: 'plain',
    text: ({ items }) => items.map(({ value }) => value).join(', '),
  }),
  address: present('address', {
    format: 'plain',
    text: ({ parts }) => parts.map(({ value }) => value).join(', '),
  }),
  companyDetails: present('companyDetails', {
    format: 'plain',
    text: ({ entities }) =>
      entities
        .map((entity) => (entity.find(({ key }) => key === 'name') ?? entity[0])?.value)
        .filter(Boolean)
        .join(', '),
  }),
  user: present('user', { format: 'option', text: reference }),
  company: present('company', { format: 'option', text: reference }),
  tags: present('tags', { format: 'plain', text: ({ items }) => names(items) }),
  links: present('links', {
    format: 'plain',
    text: ({ items }) => items.map(({ id }) => `#${id}`).join(', '),
  }),
  files: present('files', { format: 'plain', text: ({ items }) => names(items) }),
  unknown: present('unknown', { format: 'plain', text: joined }),
}

/** The value of an attribute as one line of text in the user's language. */
export const valueText = (value: Value, options: ValueTextOptions): string =>
  presentations[value.kind].text(value, options)

export const textFormatOf = (kind: ValueKindName): TextFormat => presentations[kind].format
