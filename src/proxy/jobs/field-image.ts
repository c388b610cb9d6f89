import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import type { FieldValue } from '#contract/api/writes.ts'

/** Fields that hold several values, each of which may come and go by itself. */
export const isMulti = ({ type }: FieldDefinition): boolean =>
  type === 'multitext' || type === 'multiselect'

type Entry = { text: string; kind: string | null }

/**
 * What a field holds as comparable entries; undefined where its content cannot be compared by value
 * (files, types we do not know).
 */
export function entriesOf(content: FieldContent | null): Entry[] | undefined {
  if (content === null) return []
  const plain = (text: string): Entry => ({ text: text.trim(), kind: null })
  switch (content.kind) {
    case 'text':
    case 'link':
      return content.values.map(plain)
    case 'number':
    case 'money':
      return [plain(numberText(content.value))]
    case 'checkbox':
      return [plain(String(content.value))]
    case 'date':
    case 'dateTime':
      return [plain(content.kind === 'date' ? content.value : momentText(content.value))]
    case 'options':
      return content.labels.map(plain)
    case 'multitext':
      return content.values.map(({ value, kind }) => ({ text: value.trim(), kind }))
    case 'address':
      return content.parts.map(({ value, part }) => ({ text: value.trim(), kind: part }))
    case 'legalEntity':
      return content.entities.map((entity) =>
        plain(JSON.stringify(entity.map(({ key, value }) => `${key}=${value}`).toSorted())),
      )
    case 'file':
    case 'unknown':
      return undefined
  }
}

/** A kind that one side does not name is whatever the other says: sources fill it in themselves. */
export const isSameEntry = (a: Entry, b: Entry): boolean =>
  a.text === b.text && (a.kind === b.kind || a.kind === null || b.kind === null)

/** Whether two contents are the same whatever their order; those that cannot be compared are not. */
export function isSameContent(a: FieldContent | null, b: FieldContent | null): boolean {
  const [mine, theirs] = [entriesOf(a), entriesOf(b)]
  if (!mine || !theirs) return JSON.stringify(a) === JSON.stringify(b)
  return isSameSet(mine, theirs, isSameEntry)
}

/** Whether each of either list has its own match in the other. */
export function isSameSet<Item>(
  a: Item[],
  b: Item[],
  isSame: (one: Item, other: Item) => boolean,
): boolean {
  if (a.length !== b.length) return false
  const rest = [...b]
  return a.every((one) => {
    const at = rest.findIndex((other) => isSame(one, other))
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
}

/** What written values will read as; null where they clear the field. */
export function contentOf(
  values: FieldValue[] | null,
  definition: FieldDefinition,
): FieldContent | null {
  if (!values || values.length === 0) return null
  const texts = values.map((value) => textOf(value, definition))
  const [first = ''] = texts
  switch (definition.type) {
    case 'text':
    case 'textarea':
    case 'streetaddress':
      return { kind: 'text', values: texts }
    case 'url':
      return { kind: 'link', values: texts }
    case 'numeric':
      return { kind: 'number', value: first }
    case 'monetary':
    case 'price':
      return { kind: 'money', value: first, currency: definition.currency }
    case 'checkbox':
      return { kind: 'checkbox', value: ['true', '1'].includes(first) }
    case 'date':
    case 'birthday':
      return { kind: 'date', value: first }
    case 'date_time':
      return { kind: 'dateTime', value: momentText(first) }
    case 'select':
    case 'radiobutton':
    case 'multiselect':
    case 'category':
      return { kind: 'options', labels: texts }
    case 'multitext':
      return {
        kind: 'multitext',
        values: values.map((value, at) => ({ value: texts[at] ?? '', kind: value.kind ?? null })),
      }
    case 'smart_address':
      return {
        kind: 'address',
        parts: values.map((value, at) => ({ value: texts[at] ?? '', part: value.kind ?? '' })),
      }
    case 'legal_entity':
      return { kind: 'legalEntity', entities: values.map(({ value }) => recordOf(value)) }
    default:
      return { kind: 'unknown', values: values.map(({ value }) => JSON.stringify(value ?? null)) }
  }
}

/** What to write so that a field reads as this again; undefined where nothing would. */
export function valuesOf(content: FieldContent | null): FieldValue[] | null | undefined {
  if (content === null) return null
  switch (content.kind) {
    case 'text':
    case 'link':
      return content.values.map((value) => ({ value }))
    case 'number':
    case 'money':
    case 'checkbox':
    case 'date':
    case 'dateTime':
      return [{ value: content.value }]
    case 'options':
      return content.labels.map((value) => ({ value }))
    case 'multitext':
      return content.values.map(({ value, kind }) => ({ value, ...(kind !== null && { kind }) }))
    case 'address':
      return content.parts.map(({ value, part }) => ({ value, kind: part }))
    case 'legalEntity':
      return content.entities.map((entity) => ({
        value: Object.fromEntries(
          // A kind of person, told as a number by all who document it.
          entity.map(({ key, value }) => [key, key === 'entity_type' ? Number(value) : value]),
        ),
      }))
    case 'file':
    case 'unknown':
      return undefined
  }
}

function textOf({ value, option, kind }: FieldValue, { options }: FieldDefinition): string {
  if (option !== undefined) return options.find(({ id }) => id === option)?.label ?? `#${option}`
  if (value === undefined) return options.find(({ code }) => code === kind)?.label ?? ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function recordOf(value: unknown): { key: string; value: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([key, part]) => ({ key, value: String(part) }))
}

/** `12.50` and `12.5` are one number. */
function numberText(text: string): string {
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? String(number) : text
}

/** Whole seconds of UTC, as sources keep moments. */
function momentText(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? text : new Date(Math.floor(at / 1000) * 1000).toISOString()
}
