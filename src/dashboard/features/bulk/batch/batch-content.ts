import type { Contact } from '#contract/api/contacts.ts'
import { entriesOf, type Entry } from '#contract/api/field-entries.ts'
import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import type { Target } from './batch-target.ts'

/** The content of a target; undefined where the list does not include it. */
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

/** The content of a target with these values. */
export function ofEntries({ definition }: Target, entries: Entry[]): FieldContent | null {
  if (entries.length === 0) return null
  return definition.type === 'multitext'
    ? { kind: 'multitext', values: entries.map(({ text, kind }) => ({ value: text, kind })) }
    : { kind: 'options', labels: entries.map(({ text }) => text) }
}

/** An editor's input as content. */
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
    case 'contactPoints':
      return {
        kind: 'multitext',
        values: values.map(({ kind }, index) => ({
          value: texts[index] ?? '',
          kind: kind ?? null,
        })),
      }
    case 'address':
      return {
        kind: 'address',
        parts: values.map(({ kind }, index) => ({ value: texts[index] ?? '', part: kind ?? '' })),
      }
    case 'legalEntities':
      return { kind: 'legalEntity', entities: input.entities }
    case 'readonly':
      return null
  }
}

/** The entries of a content; none where they cannot be compared. */
export const entriesIn = (content: FieldContent | null): Entry[] => entriesOf(content) ?? []
