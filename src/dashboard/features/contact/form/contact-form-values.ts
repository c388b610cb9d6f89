import * as z from 'zod/mini'
import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { nameKeys, type Attribute, type AttributeKey } from '#contract/model/attribute.ts'
import { withoutBlanks } from '#contract/model/blank-items.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { cleanText } from '#contract/model/search-key.ts'
import type { Value, ValueOf } from '#contract/model/value.ts'
import { attributeDraft, draftOf, type TypingContext } from '#dashboard/fields/attribute-draft.ts'

/** What the form holds, shaped like the screen. A schema, because drafts come back from storage. */
export const formValues = z.object({
  /** By the key of their attribute. */
  drafts: z.record(z.string(), attributeDraft),
  identity: z.object({
    bot: z.string(),
    messenger: z.string(),
    id: z.string(),
    username: z.string(),
  }),
})
export type FormValues = z.infer<typeof formValues>

/** What the form knows beside the contact. */
export type FormContext = {
  source: Source
  /** Everything that contacts there have, in the order of the screen. */
  attributes: Attribute[]
  /** Whether the source shows who works there. */
  hasUsers: boolean
  typing: TypingContext
}

export function emptyValues({ source, attributes }: FormContext): FormValues {
  const { bots, messengers } = source.capabilities
  return {
    drafts: Object.fromEntries(attributes.map(({ key }) => [key, draftOf(null)])),
    identity: {
      bot: bots.length === 1 ? String(bots[0]?.id) : '',
      messenger: messengers.length === 1 ? (messengers[0] ?? '') : '',
      id: '',
      username: '',
    },
  }
}

export function toFormValues(contact: ContactDetail, { attributes }: FormContext): FormValues {
  const { identity } = contact
  return {
    drafts: Object.fromEntries(
      attributes.map(({ key }) => [key, draftOf(contactValue(contact, key) ?? null)]),
    ),
    identity: {
      bot: identity ? String(identity.bot) : '',
      messenger: identity?.messenger ?? '',
      id: identity?.id ?? '',
      username: identity?.username ?? '',
    },
  }
}

const heldIn = (values: FormValues, key: AttributeKey) => values.drafts[key]?.value ?? null

/**
 * What an attribute of the form comes to; an empty row that waits for typing is nothing. What was typed
 * over `base` is cleaned of what clipboards leave, what was there is not.
 */
export function valueIn(values: FormValues, key: AttributeKey, base = values): Value | null {
  const [held, before] = [heldIn(values, key), heldIn(base, key)]
  if (held?.kind === 'text' && nameKeys.includes(key)) return typedName(held, before)
  return withoutBlanks(held, before).value
}

/** The boxes of names keep spaces while they are typed. */
function typedName(held: ValueOf<'text'>, before: Value | null): Value | null {
  if (before?.kind === 'text' && before.values[0] === held.values[0]) return held
  const text = cleanText(held.values.join(' '))
  return text === '' ? null : { ...held, values: [text] }
}

export const snapshotIn = (
  values: FormValues,
  attributes: readonly Attribute[],
  base = values,
): Snapshot => Object.fromEntries(attributes.map(({ key }) => [key, valueIn(values, key, base)]))

const partText = (values: FormValues, key: 'firstName' | 'lastName'): string => {
  const value = valueIn(values, key)
  return value?.kind === 'text' ? (value.values[0] ?? '').trim() : ''
}

/** The display name that first and last name make; empty where neither is there. */
export const nameOfParts = (values: FormValues): string =>
  [partText(values, 'firstName'), partText(values, 'lastName')].filter(Boolean).join(' ')

/** Whether the source will make the name of its parts, whatever else is sent for it. */
export const isNameMade = (values: FormValues, base: FormValues): boolean =>
  (partText(values, 'firstName') !== partText(base, 'firstName') ||
    partText(values, 'lastName') !== partText(base, 'lastName')) &&
  nameOfParts(values) !== ''
