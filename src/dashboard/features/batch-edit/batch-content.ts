import type { Contact } from '#contract/api/contacts.ts'
import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import type { FieldInput } from '#dashboard/fields/field-input.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import type { Target } from './batch-target.ts'

/** One of the values of something that has several; its kind is null where nobody says. */
export type Entry = { text: string; kind: string | null }

/** What a contact has of something; undefined where the list does not tell. */
export function contentNow(target: Target, contact: Contact): FieldContent | null | undefined {
  if (!target.isKnown) return undefined
  switch (target.key) {
    case 'responsible': {
      const { responsible } = contact
      return responsible && { kind: 'options', labels: [responsible.name ?? `${responsible.id}`] }
    }
    case 'tags':
      return ofEntries(
        target,
        contact.tags.map(({ name }) => ({ text: name, kind: null })),
      )
    case 'phones':
    case 'emails':
      return ofEntries(
        target,
        contact[target.key].map(({ value, kind }) => ({ text: value, kind })),
      )
    default:
      return contact.fields.find(({ id }) => id === target.definition.id)?.content ?? null
  }
}

/** What something would read as with these values. */
export function ofEntries({ definition }: Target, entries: Entry[]): FieldContent | null {
  if (entries.length === 0) return null
  return definition.type === 'multitext'
    ? { kind: 'multitext', values: entries.map(({ text, kind }) => ({ value: text, kind })) }
    : { kind: 'options', labels: entries.map(({ text }) => text) }
}

/** What an editor holds, as it would read once it is written. */
export function ofInput(
  definition: FieldDefinition,
  input: FieldInput,
  timeZone: string | null,
): FieldContent | null {
  const values = toFieldValues(input, timeZone)
  if (!values) return null
  const texts = values.map(({ value }) => (typeof value === 'object' ? '' : String(value ?? '')))
  const [first = ''] = texts
  switch (input.kind) {
    case 'text':
      return { kind: definition.type === 'url' ? 'link' : 'text', values: texts }
    case 'number':
      return definition.type === 'numeric'
        ? { kind: 'number', value: first }
        : { kind: 'money', value: first, currency: definition.currency }
    case 'yesNo':
      return { kind: 'checkbox', value: input.answer === 'yes' }
    case 'options':
      return {
        kind: 'options',
        labels: values.map(
          ({ option }) => definition.options.find(({ id }) => id === option)?.label ?? '',
        ),
      }
    case 'date':
      return { kind: 'date', value: first }
    case 'dateTime':
      return { kind: 'dateTime', value: first }
    case 'reaches':
      return {
        kind: 'multitext',
        values: values.map(({ kind }, at) => ({ value: texts[at] ?? '', kind: kind ?? null })),
      }
    case 'address':
      return {
        kind: 'address',
        parts: values.map(({ kind }, at) => ({ value: texts[at] ?? '', part: kind ?? '' })),
      }
    case 'legalEntities':
      return { kind: 'legalEntity', entities: input.entities }
    case 'kept':
      return null
  }
}

/** The values of a content one by one, as far as they can be compared. */
export function entriesOf(content: FieldContent | null): Entry[] {
  const plain = (text: string): Entry => ({ text: text.trim(), kind: null })
  if (!content) return []
  switch (content.kind) {
    case 'text':
    case 'link':
      return content.values.map(plain)
    case 'number':
    case 'money':
      return [plain(String(Number(content.value)))]
    case 'checkbox':
      return [plain(String(content.value))]
    case 'date':
      return [plain(content.value)]
    case 'dateTime':
      return [plain(String(Math.floor(Date.parse(content.value) / 1000)))]
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
      return [plain(JSON.stringify(content))]
  }
}

/** A kind that one side does not name is whatever the other says, as the engine has it. */
export const isSameEntry = (a: Entry, b: Entry): boolean =>
  a.text === b.text && (a.kind === b.kind || a.kind === null || b.kind === null)

/** Whether two contents hold the same, in whatever order. */
export function isSameContent(a: FieldContent | null, b: FieldContent | null): boolean {
  const [mine, rest] = [entriesOf(a), entriesOf(b)]
  if (mine.length !== rest.length) return false
  return mine.every((entry) => {
    const at = rest.findIndex((other) => isSameEntry(entry, other))
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
}
