import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { keysOf } from '#contract/model/change.ts'
import { emailKey, foldText, phoneTextKey } from '#contract/model/search-key.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import { isEmptyValue, isSameValue } from '#contract/model/value-kinds.ts'

/** A contact as it was sent to the source. */
export type SentContact = { values: Snapshot; tags: string[] }

/** Name, phones and e-mails of a contact, independent of the source's formatting. */
export type Named = { name: string; phones: string[]; emails: string[] }

/** Sorted, because sources may change the order of first and last name. */
const wordsOf = (text: string): string =>
  foldText(text).split(' ').filter(Boolean).toSorted().join(' ')

const emailOf = (text: string): string => emailKey(text) ?? foldText(text)

const textIn = (value: Value | null | undefined): string =>
  value?.kind === 'text' ? value.values.join(' ') : ''
const pointsIn = (value: Value | null | undefined): ContactPoint[] =>
  value?.kind === 'contactPoints' ? value.items : []

const known = (texts: string[]): string[] => [...new Set(texts.filter(Boolean))].toSorted()

const keysOfPoints = {
  phones: (value: Value | null | undefined) =>
    known(pointsIn(value).map(({ value: text }) => phoneTextKey(text))),
  emails: (value: Value | null | undefined) =>
    known(pointsIn(value).map(({ value: text }) => emailOf(text))),
}

export function namedSent({ values }: SentContact): Named {
  const parts = [textIn(values.firstName), textIn(values.lastName)].filter(Boolean).join(' ')
  return {
    name: wordsOf(parts || textIn(values.name)),
    phones: keysOfPoints.phones(values.phones),
    emails: keysOfPoints.emails(values.emails),
  }
}

export const namedContact = (contact: ContactDetail): Named => ({
  name: wordsOf(contact.name),
  phones: keysOfPoints.phones(contactValue(contact, 'phones')),
  emails: keysOfPoints.emails(contactValue(contact, 'emails')),
})

export const signatureOf = ({ name, phones, emails }: Named): string =>
  JSON.stringify([name, phones, emails])

/**
 * Whether two contacts share the name, a phone or an e-mail: one may be an edited version of the
 * other.
 */
export function resembles(a: Named, b: Named): boolean {
  const share = (values: string[], other: string[]) => values.some((text) => other.includes(text))
  return (
    (a.name !== '' && a.name === b.name) || share(a.phones, b.phones) || share(a.emails, b.emails)
  )
}

/** Whether a contact has every value that was sent, as formatted by the source. */
export const holdsAll = ({ values, tags }: SentContact, contact: ContactDetail): boolean =>
  keysOf(values).every((key) => isHeld(key, values[key] ?? null, contact)) &&
  tags.every((tag) => contact.tags.some(({ name }) => name.trim() === tag.trim()))

function isHeld(key: AttributeKey, sent: Value | null, contact: ContactDetail): boolean {
  const held = contactValue(contact, key) ?? null
  if (key === 'phones' || key === 'emails')
    return String(keysOfPoints[key](sent)) === String(keysOfPoints[key](held))
  if (key !== 'name' && key !== 'firstName' && key !== 'lastName') return isSameValue(sent, held)
  // A source without first and last name stores the full name only.
  const words = wordsOf(contact.name).split(' ')
  return wordsOf(textIn(sent))
    .split(' ')
    .every((word) => words.includes(word))
}

/**
 * Ranks a contact by how few values it has in addition to those sent: of two contacts with all of
 * them, the one with fewer others is more likely.
 */
export function likenessOf({ values, tags }: SentContact, contact: ContactDetail): number {
  const sent = keysOf(values).filter((key) => !isEmptyValue(values[key] ?? null))
  const surplus = [
    contact.fields.length - sent.filter((key) => key.startsWith('field:')).length,
    contact.tags.length - tags.length,
  ]
  return -surplus.reduce((sum, more) => sum + Math.max(0, more), 0)
}
