import * as z from 'zod/mini'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { nameKeys, type Attribute, type AttributeKey } from '#contract/model/attribute.ts'
import { withoutBlanks } from '#contract/model/blank-items.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import type { Value, ValueOf } from '#contract/model/value.ts'
import type { KnownContact } from '#dashboard/features/contact/new-contact-search.ts'
import { attributeDraft, draftOf, type TypingContext } from '#dashboard/fields/attribute-draft.ts'

/**
 * The values of the form, in the structure of the screen. A schema, because drafts are read from
 * storage.
 */
export const formValues = z.object({
  /** By attribute key. */
  drafts: z.record(z.string(), attributeDraft),
  identity: z.object({
    bot: z.string(),
    messenger: z.string(),
    id: z.string(),
    username: z.string(),
  }),
})
export type FormValues = z.infer<typeof formValues>

/** Data that the form needs besides the contact. */
export type FormContext = {
  source: Source
  /** All attributes of contacts, in screen order. */
  attributes: Attribute[]
  /** Whether the source provides its list of users. */
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

/** The values of a new contact of which something is known; what its source does not have is left out. */
export function withKnown(
  values: FormValues,
  { name, phone, email }: KnownContact,
  { attributes }: Pick<FormContext, 'attributes'>,
): FormValues {
  const point = (text: string): Value => ({
    kind: 'contactPoints',
    items: [{ value: text, kind: null, kindId: null }],
  })
  const known: Partial<Record<AttributeKey, Value>> = {
    ...(name && { name: { kind: 'text', values: [name] } }),
    ...(phone && { phones: point(phone) }),
    ...(email && { emails: point(email) }),
  }
  const drafts = attributes.flatMap(({ key }) => {
    const value = known[key]
    return value ? [[key, draftOf(value)] as const] : []
  })
  return { ...values, drafts: { ...values.drafts, ...Object.fromEntries(drafts) } }
}

/** A contact that is edited: all of it, or a row of the list, with the attributes it includes. */
export type EditedContact = Contact & Partial<Pick<ContactDetail, 'identity' | 'unreadable'>>

export function toFormValues(contact: EditedContact, { attributes }: FormContext): FormValues {
  const { identity = null } = contact
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
 * The value of an attribute in the form; empty rows count as none. Changes to `base` are cleaned of
 * what the clipboard adds, unchanged values are not.
 */
export function valueIn(values: FormValues, key: AttributeKey, base = values): Value | null {
  const [held, before] = [heldIn(values, key), heldIn(base, key)]
  const accepted = values.drafts[key]?.accepted
  if (held?.kind === 'text' && nameKeys.includes(key)) return typedName(held, before, accepted)
  return withoutBlanks(held, before, accepted).value
}

/** Inputs of names keep spaces while they are edited. */
function typedName(
  held: ValueOf<'text'>,
  before: Value | null,
  accepted: readonly string[] = [],
): Value | null {
  if (held.values.every((text) => accepted.includes(text))) return held
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

/** The full name composed of first and last name; empty if both are. */
export const nameOfParts = (values: FormValues): string =>
  [partText(values, 'firstName'), partText(values, 'lastName')].filter(Boolean).join(' ')

/** Whether the source will compose the full name of its parts, ignoring any other value. */
export const isNameMade = (values: FormValues, base: FormValues): boolean =>
  (partText(values, 'firstName') !== partText(base, 'firstName') ||
    partText(values, 'lastName') !== partText(base, 'lastName')) &&
  nameOfParts(values) !== ''
