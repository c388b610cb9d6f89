import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail, Named } from '#contract/api/contacts.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { callingCodeOf } from '#contract/model/calling-code.ts'
import { comparisonOf } from '#contract/model/comparison.ts'
import { emailKey, foldText, phoneKey, phoneTextKey } from '#contract/model/search-key.ts'
import { valueKinds, isEmptyValue, splitValue } from '#contract/model/value-kinds.ts'
import type { ContactPoint, ContactPointRole, LinkItem, Value } from '#contract/model/value.ts'
import { toContactText } from './contact-json.ts'
import { searchable } from './search-terms.ts'
import { itemAttributes, type ContactsTable, type MirrorTables } from './mirror-tables.ts'

type Item = Pick<MirrorTables['items'], 'attribute' | 'value' | 'label'>

/** What is derived from a contact so that it can be found, sorted and counted. */
export type ContactEntry = {
  columns: Omit<ContactsTable, 'chats' | 'sequence' | 'scan'>
  /** The row of our own list, see `contact-json.ts`. */
  contact: string
  items: Item[]
  fieldKeys: { field_id: number; sort_key: string | null }[]
  /** Folded text, in which words are searched. */
  search: string
}

/** Not the company, whose name is a text of its own: renaming one changes no text of a contact. */
const searched: AttributeKey[] = [
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'tags',
  'username',
]

/** Attributes without columns. */
const keyed = ['bot', 'messenger', 'username', 'unsubscribedAt'] as const

/** `contact` has its names and all its fields. */
export function toEntry(contact: ContactDetail): ContactEntry {
  const valueOf = (key: AttributeKey) => contactValue(contact, key) ?? null
  const keyOf = (key: AttributeKey) => sortKeyOf(valueOf(key))
  // Phones and e-mails are attributes of their own, regardless of where the source stores them.
  const fields = contact.fields.filter(({ role, value }) => role === null && !isEmptyValue(value))
  const texts = [...searched.map(valueOf), ...fields.map(({ value }) => value)].flatMap((value) =>
    value === null ? [] : searchTextsOf(value),
  )
  const items = unique([
    ...itemsOf(itemAttributes.phones, valueOf('phones'), 'phones'),
    ...itemsOf(itemAttributes.emails, valueOf('emails'), 'emails'),
    ...partsOf(itemAttributes.emailDomains, contact.emails, emailDomainOf),
    ...partsOf(itemAttributes.callingCodes, contact.phones, phoneCountryOf),
    ...itemsOf(itemAttributes.tags, valueOf('tags'), null),
    ...itemsOf(itemAttributes.leads, valueOf('leads'), null),
    ...itemsOf(itemAttributes.customers, valueOf('customers'), null),
    ...itemsOf(itemAttributes.elements, valueOf('catalogElements'), null),
    ...fields.flatMap(({ id, value }) => itemsOf(id, value, null)),
    ...keyed.flatMap((key) => itemsOf(itemAttributes[key], valueOf(key), null)),
    ...(contact.unknown ?? []).map((key) => ({
      attribute: itemAttributes.unknown,
      value: key,
      label: null,
    })),
  ])
  const amount = (attribute: number) => items.filter((item) => item.attribute === attribute).length
  return {
    columns: {
      id: contact.id,
      name: foldText(contact.name),
      name_key: keyOf('name'),
      first_name: foldText(contact.firstName),
      first_name_key: keyOf('firstName'),
      last_name: foldText(contact.lastName),
      last_name_key: keyOf('lastName'),
      phones_key: keyOf('phones'),
      emails_key: keyOf('emails'),
      tags_key: keyOf('tags'),
      company_id: idOf(contact.company),
      company_key: keyOf('company'),
      responsible_id: idOf(contact.responsible),
      responsible_key: keyOf('responsible'),
      created_by_id: idOf(contact.createdBy),
      created_by_key: keyOf('createdBy'),
      updated_by_id: idOf(contact.updatedBy),
      updated_by_key: keyOf('updatedBy'),
      created_at: secondsOf(contact.createdAt),
      updated_at: secondsOf(contact.updatedAt),
      next_task_at: secondsOf(contact.nextTaskAt),
      group_id: idOf(contact.group ?? null),
      group_key: keyOf('group'),
      account_id: contact.account ?? null,
      phones: amount(itemAttributes.phones),
      emails: amount(itemAttributes.emails),
      tags: amount(itemAttributes.tags),
      leads: amountOf(contact.leads),
      customers: amountOf(contact.customers),
      elements: amountOf(contact.catalogElements),
    },
    contact: toContactText(contact),
    items,
    fieldKeys: [
      ...fields.map(({ id, value }) => ({ field_id: id, sort_key: sortKeyOf(value) })),
      ...keyed
        .filter((key) => valueOf(key) !== null)
        .map((key) => ({ field_id: itemAttributes[key], sort_key: keyOf(key) })),
    ],
    search: joinedOnce(texts.map(searchable)),
  }
}

const idOf = (named: Named | null): number | null => named && named.id

const amountOf = (links: LinkItem[] | undefined): number | null => links?.length || null

const secondsOf = (iso: string | null): number | null =>
  iso === null ? null : Math.floor(Date.parse(iso) / 1000)

const maxKeyLength = 500 // rows of an index have less than a third of a page of Postgres

/** Of the beginning of a longer text, because indexes hold it. */
export function sortKeyOf(value: Value | null): string | null {
  if (value === null || isEmptyValue(value)) return null
  return valueKinds[value.kind].sortKey(value)?.slice(0, maxKeyLength) ?? null
}

/** Contact points are found as they are written, by their digits, and in their usual form. */
export function searchTextsOf(value: Value): string[] {
  const { searchText } = valueKinds[value.kind]
  if (value.kind !== 'contactPoints') return [searchText(value)]
  return value.items.flatMap((item) => [
    item.value,
    item.value.replaceAll(/\D/g, ''),
    searchText({ ...value, items: [item] }),
  ])
}

/** Without texts that begin in one before them where a word may begin: they are found there. */
function joinedOnce(texts: string[]): string {
  let joined = '\n'
  for (const text of texts)
    if (text !== '' && !beforeWords.some((before) => joined.includes(before + text)))
      joined += `${text}\n`
  return joined.slice(1, -1)
}

const beforeWords = ['\n', ' ', '+']

export const itemsOf = (
  attribute: number,
  value: Value | null,
  role: ContactPointRole | null,
): Item[] =>
  splitValue(value).flatMap((item) => {
    const read = toItem(item, role)
    return read === null ? [] : [{ attribute, ...read }]
  })

const partsOf = (
  attribute: number,
  points: ContactPoint[],
  read: (text: string) => string | null,
): Item[] =>
  points.flatMap(({ value: text }) => {
    const value = read(text)
    return value === null ? [] : [{ attribute, value, label: value }]
  })

export const emailDomainOf = (email: string): string | null =>
  emailKey(email)?.split('@')[1] ?? null

function phoneCountryOf(phone: string): string | null {
  const digits = phoneKey(phone)
  return digits === null ? null : callingCodeOf(digits)
}

/** An item as conditions compare it, and as it is shown. */
function toItem(value: Value, role: ContactPointRole | null): Omit<Item, 'attribute'> | null {
  if (value.kind === 'flag') return { value: String(value.value), label: null }
  if (value.kind === 'choice') {
    const [option] = value.options
    return option ? { value: optionValue(option.id, option.label), label: option.label } : null
  }
  if (value.kind === 'contactPoints') {
    const [point] = value.items
    if (!point || point.value.trim() === '') return null
    return { value: contactPointValue(point.value, role), label: point.value }
  }
  if (value.kind === 'tags') {
    const name = value.items[0]?.name.trim() ?? ''
    return name === '' ? null : { value: name, label: foldText(name) }
  }
  if (value.kind === 'links') {
    const [link] = value.items
    return link ? { value: String(link.id), label: null } : null
  }
  const { searchText, sortKey } = valueKinds[value.kind]
  const text = searchText(value)
  switch (comparisonOf[value.kind]) {
    case 'text':
      return text.trim() === '' ? null : { value: foldText(text), label: text }
    case 'number':
      return { value: sortKey(value) ?? text, label: text }
    case 'day':
    case 'moment':
      return { value: sortKey(value) ?? text, label: null }
    case 'content':
      return { value: foldText(text), label: null }
    case 'user':
    case 'company':
    case 'none':
      return null
  }
}

export const optionValue = (id: number | null, label: string): string =>
  id === null ? `=${foldText(label)}` : String(id)

/** The form in which phones or e-mails are equal however they are written. */
export const contactPointValue = (text: string, role: ContactPointRole | null): string =>
  role === 'emails'
    ? (emailKey(text) ?? foldText(text))
    : role === 'phones'
      ? phoneTextKey(text)
      : (emailKey(text) ?? phoneKey(text) ?? foldText(text))

function unique(items: Item[]): Item[] {
  const seen = new Map(items.map((item) => [`${item.attribute} ${item.value}`, item]))
  return [...seen.values()]
}

export const nameKey = (kind: 'user' | 'company', id: number, name: string): string | null =>
  sortKeyOf({ kind, id, name })
