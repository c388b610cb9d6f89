import {
  fieldIdOf,
  isFieldKey,
  isTextKey,
  type AttributeKey,
  type TextKey,
} from '#contract/model/attribute.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { LinkItem, Value } from '#contract/model/value.ts'
import type { Contact, ContactDetail, Named } from './contacts.ts'

/**
 * The value of an attribute in a contact: null if it is empty, undefined if a row of this kind does
 * not include it, because it was not asked for, or if it is not known.
 */
export function contactValue(
  contact: Contact | ContactDetail,
  key: AttributeKey,
): Value | null | undefined {
  if (isFieldKey(key)) {
    const fieldId = fieldIdOf(key)
    return contact.fields.find(({ id }) => id === fieldId)?.value ?? null
  }
  if (contact.unknown?.includes(key)) return undefined
  if (isTextKey(key)) {
    const texts: Partial<Record<TextKey, string | undefined>> = contact
    return text(texts[key])
  }
  switch (key) {
    case 'phones':
    case 'emails':
      return contact[key].length === 0 ? null : { kind: 'contactPoints', items: contact[key] }
    case 'company':
      return contact.company && { kind: 'company', ...contact.company }
    case 'tags':
      return contact.tags.length === 0 ? null : { kind: 'tags', items: contact.tags }
    case 'responsible':
    case 'createdBy':
    case 'updatedBy':
      return user(contact[key])
    case 'createdAt':
    case 'updatedAt':
    case 'nextTaskAt':
    case 'unsubscribedAt':
      return moment(contact[key])
    case 'id':
      return { kind: 'number', value: String(contact.id) }
    case 'group':
    case 'bot':
      return contact[key] && group(contact[key])
    case 'messenger':
      return contact.messenger == null ? contact.messenger : messenger(contact.messenger)
    case 'account':
    case 'chats':
      return number(contact[key])
    case 'talksInWork':
    case 'channels':
    case 'missedTalk':
    case 'unreadTalk':
      return contact.talks && (contact.talks.find((talk) => talk.key === key)?.value ?? null)
    case 'leads':
    case 'customers':
    case 'catalogElements':
      return links(contact[key])
  }
}

function text(content: string | undefined): Value | null | undefined {
  if (content === undefined) return undefined
  return content === '' ? null : { kind: 'text', values: [content] }
}
function number(amount: number | null | undefined): Value | null | undefined {
  return amount == null ? amount : { kind: 'number', value: String(amount) }
}
function links(items: LinkItem[] | undefined): Value | null | undefined {
  if (items === undefined) return undefined
  return items.length === 0 ? null : { kind: 'links', items }
}
/**
 * A copy of a row with another value of an attribute that can be edited; null: empty. Rows do not
 * change with values of other attributes.
 */
export function withContactValue(
  contact: Contact,
  key: AttributeKey,
  value: Value | null,
): Contact {
  if (isFieldKey(key)) {
    const id = fieldIdOf(key)
    const others = contact.fields.filter((field) => field.id !== id)
    return { ...contact, fields: id && value ? [...others, { id, value }] : others }
  }
  if (key === 'name' || key === 'firstName' || key === 'lastName')
    return { ...contact, [key]: value?.kind === 'text' ? value.values.join(' ') : '' }
  if (key === 'phones' || key === 'emails')
    return { ...contact, [key]: value?.kind === 'contactPoints' ? value.items : [] }
  if (key === 'tags') return { ...contact, tags: value?.kind === 'tags' ? value.items : [] }
  if (key === 'company') return { ...contact, company: value?.kind === key ? named(value) : null }
  if (key === 'responsible')
    return { ...contact, responsible: value?.kind === 'user' ? named(value) : null }
  return contact
}

const named = ({ id, name }: Named): Named => ({ id, name })

/** The ID stands for a name that is unknown. */
const group = ({ id, name }: Named): Value => ({
  kind: 'choice',
  options: [{ id, code: null, label: name ?? String(id) }],
})
const messenger = (label: string): Value => ({
  kind: 'choice',
  options: [{ id: null, code: null, label }],
})
const user = (named: Named | null): Value | null => named && { kind: 'user', ...named }
const moment = (iso: string | null | undefined): Value | null | undefined =>
  iso == null ? iso : { kind: 'dateTime', value: iso }

/**
 * A snapshot of the given attributes of a contact, without the attributes that its row does not
 * include.
 */
export const snapshotOf = (
  contact: Contact | ContactDetail,
  keys: readonly AttributeKey[],
): Snapshot =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const seen = contactValue(contact, key)
      return seen === undefined ? [] : [[key, seen]]
    }),
  )
