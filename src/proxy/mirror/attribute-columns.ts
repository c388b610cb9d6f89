import type { AttributeKey } from '#contract/model/attribute.ts'
import { fieldIdOf } from '#contract/model/attribute.ts'
import { talkKeys } from '#contract/model/talk-key.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPointRole, ValueKindName } from '#contract/model/value.ts'
import { storedTalkAttributes } from './talk-attributes.ts'
import { itemAttributes, type ContactsTable } from './mirror-tables.ts'

type Column = keyof ContactsTable

/** Where the mirror keeps an attribute, and how it is compared. */
export type StoredAttribute = {
  kind: ValueKindName
  role: ContactPointRole | null
  isMany: boolean
} & (
  | { place: 'number'; column: Column }
  /** A number that is null until it was read: it is empty if it is 0. */
  | { place: 'amount'; column: Column }
  | { place: 'text'; column: Column; key: Column }
  | { place: 'reference'; column: Column; key: Column; names: 'user' | 'company' | 'group' }
  | { place: 'time'; column: Column }
  /** The number of items is kept in a column. */
  | { place: 'count'; attribute: number; column: Column }
  /** `count`: where the number of different items is kept. */
  | { place: 'items'; attribute: number; key: Column; count: Column }
  /** Those of a field, or of an attribute whose keys are stored like those of a field. */
  | { place: 'items'; attribute: number; key: null; count: null }
)

const text = (column: Column, key: Column) =>
  ({ place: 'text', kind: 'text', role: null, isMany: false, column, key }) as const
const user = (column: Column, key: Column) =>
  ({
    place: 'reference',
    kind: 'user',
    role: null,
    isMany: false,
    column,
    key,
    names: 'user',
  }) as const
const time = (column: Column) =>
  ({ place: 'time', kind: 'dateTime', role: null, isMany: false, column }) as const

const number = (column: Column) =>
  ({ place: 'number', kind: 'number', role: null, isMany: false, column }) as const
const count = (attribute: number, column: Column) =>
  ({ place: 'count', kind: 'links', role: null, isMany: true, attribute, column }) as const

const item = (attribute: number, kind: 'choice' | 'text' | 'dateTime') =>
  ({ place: 'items', kind, role: null, isMany: false, attribute, key: null, count: null }) as const

const builtIns: Partial<Record<AttributeKey, StoredAttribute>> = {
  id: number('id'),
  account: number('account_id'),
  leads: count(itemAttributes.leads, 'leads'),
  customers: count(itemAttributes.customers, 'customers'),
  catalogElements: count(itemAttributes.elements, 'elements'),
  chats: { place: 'amount', kind: 'number', role: null, isMany: false, column: 'chats' },
  name: text('name', 'name_key'),
  firstName: text('first_name', 'first_name_key'),
  lastName: text('last_name', 'last_name_key'),
  phones: {
    place: 'items',
    kind: 'contactPoints',
    role: 'phones',
    isMany: true,
    attribute: itemAttributes.phones,
    key: 'phones_key',
    count: 'phones',
  },
  emails: {
    place: 'items',
    kind: 'contactPoints',
    role: 'emails',
    isMany: true,
    attribute: itemAttributes.emails,
    key: 'emails_key',
    count: 'emails',
  },
  tags: {
    place: 'items',
    kind: 'tags',
    role: null,
    isMany: true,
    attribute: itemAttributes.tags,
    key: 'tags_key',
    count: 'tags',
  },
  company: {
    place: 'reference',
    kind: 'company',
    role: null,
    isMany: false,
    column: 'company_id',
    key: 'company_key',
    names: 'company',
  },
  group: {
    place: 'reference',
    kind: 'choice',
    role: null,
    isMany: false,
    column: 'group_id',
    key: 'group_key',
    names: 'group',
  },
  responsible: user('responsible_id', 'responsible_key'),
  createdBy: user('created_by_id', 'created_by_key'),
  updatedBy: user('updated_by_id', 'updated_by_key'),
  createdAt: time('created_at'),
  updatedAt: time('updated_at'),
  nextTaskAt: time('next_task_at'),
  bot: item(itemAttributes.bot, 'choice'),
  messenger: item(itemAttributes.messenger, 'choice'),
  username: item(itemAttributes.username, 'text'),
  unsubscribedAt: item(itemAttributes.unsubscribedAt, 'dateTime'),
  ...storedTalkAttributes,
}

/** Built-in attributes by which the mirror sorts. */
export const sortedBuiltIns = [
  'updatedAt',
  'createdAt',
  'name',
  'id',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'company',
  'responsible',
  'tags',
  'nextTaskAt',
  'createdBy',
  'updatedBy',
  'group',
  'leads',
  'customers',
  'catalogElements',
  'chats',
  'account',
  'bot',
  'messenger',
  'username',
  'unsubscribedAt',
  ...talkKeys,
] as const

/** Undefined for an attribute that the mirror does not have, such as a deleted field. */
export function storedAttribute(
  key: AttributeKey,
  definitions: FieldDefinition[],
): StoredAttribute | undefined {
  const field = fieldIdOf(key)
  if (field === undefined) return builtIns[key]
  const definition = definitions.find(({ id }) => id === field)
  if (!definition) return undefined
  // Phones and e-mails that the source stores in a field.
  if (definition.role) return builtIns[definition.role]
  const { kind, isMany } = definition
  return { place: 'items', kind, role: null, isMany, attribute: field, key: null, count: null }
}
