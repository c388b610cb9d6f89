import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail, Named } from '#contract/api/contacts.ts'
import type { BuiltInKey } from '#contract/model/attribute.ts'
import { callingCodeOf } from '#contract/model/calling-code.ts'
import { comparisonOf } from '#contract/model/comparison.ts'
import { remembered } from '#contract/model/remembered.ts'
import { emailKey, foldText, phoneKey, phoneTextKey } from '#contract/model/search-key.ts'
import { foldedSortKey } from '#contract/model/sort-key.ts'
import { valueKinds, isEmptyValue, splitValue } from '#contract/model/value-kinds.ts'
import type { ContactPointRole, LinkItem, Value } from '#contract/model/value.ts'
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

/** Attributes without columns. */
const keyed = ['bot', 'messenger', 'username', 'unsubscribedAt'] as const

/** `contact` has its names and all its fields. */
export function toEntry(contact: ContactDetail): ContactEntry {
  const isKnown = (key: BuiltInKey) => !contact.unknown?.includes(key)
  const keyOf = (key: BuiltInKey) => sortKeyOf(contactValue(contact, key) ?? null)
  const [items, texts] = [createItems(), createTexts()]
  const fieldKeys: ContactEntry['fieldKeys'] = []

  // Not the company, whose name is a text of its own: renaming one changes no text of a contact.
  const nameOf = (key: 'name' | 'firstName' | 'lastName') => {
    const folded = foldText(contact[key])
    const isListed = isKnown(key)
    if (isListed) texts.addFolded(folded)
    return { folded, key: isListed ? cutKey(foldedSortKey(folded)) : null }
  }
  const [name, first, last] = [nameOf('name'), nameOf('firstName'), nameOf('lastName')]

  const pointsOf = (role: ContactPointRole): number => {
    const before = items.count()
    if (isKnown(role))
      for (const { value } of contact[role]) {
        for (const text of pointTexts(value)) texts.add(text)
        if (value.trim() !== '')
          items.add(itemAttributes[role], contactPointValue(value, role), value)
      }
    return items.count() - before
  }
  const [phones, emails] = [pointsOf('phones'), pointsOf('emails')]
  for (const { value } of contact.emails) {
    const domain = emailDomainOf(value)
    if (domain !== null) items.add(itemAttributes.emailDomains, domain, domain)
  }
  for (const { value } of contact.phones) {
    const code = phoneCountryOf(value)
    if (code !== null) items.add(itemAttributes.callingCodes, code, code)
  }

  const beforeTags = items.count()
  if (contact.tags.length > 0 && isKnown('tags')) {
    texts.add(contact.tags.map((tag) => tag.name).join(' '))
    for (const tag of contact.tags) {
      const label = tag.name.trim()
      if (label !== '') items.add(itemAttributes.tags, label, labelOf(label))
    }
  }
  const tags = items.count() - beforeTags

  for (const { id } of linksOf(contact, 'leads')) items.add(itemAttributes.leads, String(id), null)
  for (const { id } of linksOf(contact, 'customers'))
    items.add(itemAttributes.customers, String(id), null)
  for (const { id } of linksOf(contact, 'catalogElements'))
    items.add(itemAttributes.elements, String(id), null)

  if (contact.username) addTexts(texts, contactValue(contact, 'username') ?? null)
  for (const { id, role, value } of contact.fields) {
    // Phones and e-mails are attributes of their own, regardless of where the source stores them.
    if (role !== null || isEmptyValue(value)) continue
    addTexts(texts, value)
    for (const item of itemsOf(id, value, null)) items.add(id, item.value, item.label)
    fieldKeys.push({ field_id: id, sort_key: sortKeyOf(value) })
  }
  for (const key of keyed) {
    const value = contactValue(contact, key) ?? null
    if (value === null) continue
    for (const item of itemsOf(itemAttributes[key], value, null))
      items.add(item.attribute, item.value, item.label)
    fieldKeys.push({ field_id: itemAttributes[key], sort_key: sortKeyOf(value) })
  }
  for (const key of contact.unknown ?? []) items.add(itemAttributes.unknown, key, null)

  return {
    columns: {
      id: contact.id,
      name: name.folded,
      name_key: name.key,
      first_name: first.folded,
      first_name_key: first.key,
      last_name: last.folded,
      last_name_key: last.key,
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
      phones,
      emails,
      tags,
      leads: amountOf(contact.leads),
      customers: amountOf(contact.customers),
      elements: amountOf(contact.catalogElements),
    },
    contact: toContactText(contact),
    items: items.all(),
    fieldKeys,
    search: texts.all(),
  }
}

const idOf = (named: Named | null): number | null => named && named.id

const linksOf = (contact: ContactDetail, key: 'leads' | 'customers' | 'catalogElements') =>
  contact.unknown?.includes(key) ? [] : (contact[key] ?? [])

/** Many contacts have the same tags. */
const labelOf = remembered(foldText)

const amountOf = (links: LinkItem[] | undefined): number | null => links?.length || null

const secondsOf = (iso: string | null): number | null =>
  iso === null ? null : Math.floor(Date.parse(iso) / 1000)

const maxKeyLength = 500 // rows of an index have less than a third of a page of Postgres

/** Of the beginning of a longer text, because indexes hold it. */
export function sortKeyOf(value: Value | null): string | null {
  if (value === null || isEmptyValue(value)) return null
  return cutKey(valueKinds[value.kind].sortKey(value))
}

const cutKey = (key: string | null): string | null =>
  key !== null && key.length > maxKeyLength ? key.slice(0, maxKeyLength) : key

/** Contact points are found as they are written, by their digits, and in their usual form. */
export const searchTextsOf = (value: Value): string[] =>
  value.kind === 'contactPoints'
    ? value.items.flatMap((item) => pointTexts(item.value))
    : [valueKinds[value.kind].searchText(value)]

function pointTexts(text: string): string[] {
  const digits = text.replaceAll(/\D/g, '')
  const key = phoneKey(text) ?? emailKey(text)
  return key === null || key === digits ? [text, digits] : [text, digits, key]
}

type Texts = ReturnType<typeof createTexts>

/** Texts of a contact, one in a line, without those that begin in one before them where a word may begin. */
function createTexts() {
  let joined = '\n'
  const hasBeginning = (text: string): boolean => {
    for (let at = joined.indexOf(text, 1); at > 0; at = joined.indexOf(text, at + 1))
      if (beforeWords.has(joined.charAt(at - 1))) return true
    return false
  }
  const addSearchable = (text: string) => {
    if (text !== '' && !hasBeginning(text)) joined += `${text}\n`
  }
  return {
    add: (text: string) => addSearchable(searchable(text)),
    addFolded: (text: string) => addSearchable(text.includes('\0') ? searchable(text) : text),
    all: () => joined.slice(1, -1),
  }
}

function addTexts(texts: Texts, value: Value | null) {
  if (value !== null) for (const text of searchTextsOf(value)) texts.add(text)
}

const beforeWords = new Set(['\n', ' ', '+'])

/** Items of a contact, each once. */
function createItems() {
  const items: Item[] = []
  return {
    add(attribute: number, value: string, label: string | null) {
      const known = items.find((item) => item.attribute === attribute && item.value === value)
      if (known) known.label = label
      else items.push({ attribute, value, label })
    },
    count: () => items.length,
    all: () => items,
  }
}

export const itemsOf = (
  attribute: number,
  value: Value | null,
  role: ContactPointRole | null,
): Item[] =>
  splitValue(value).flatMap((item) => {
    const read = toItem(item, role)
    return read === null ? [] : [{ attribute, ...read }]
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

export const nameKey = (kind: 'user' | 'company', id: number, name: string): string | null =>
  sortKeyOf({ kind, id, name })
