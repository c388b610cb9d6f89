import type { AttributeKey } from '#contract/model/attribute.ts'
import { fieldIdOf } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPointRole, ValueKindName } from '#contract/model/value.ts'
import { itemAttributes, type ContactsTable } from './mirror-tables.ts'

type Column = keyof ContactsTable

/** Where the mirror keeps an attribute, and how it is compared. */
export type StoredAttribute = { kind: ValueKindName; role: ContactPointRole | null } & (
  | { place: 'id' }
  | { place: 'text'; column: Column; key: Column }
  | { place: 'reference'; column: Column; key: Column; names: 'user' | 'company' }
  | { place: 'time'; column: Column }
  | { place: 'items'; attribute: number; key: Column | null }
)

const text = (column: Column, key: Column) =>
  ({ place: 'text', kind: 'text', role: null, column, key }) as const
const user = (column: Column, key: Column) =>
  ({ place: 'reference', kind: 'user', role: null, column, key, names: 'user' }) as const
const time = (column: Column) => ({ place: 'time', kind: 'dateTime', role: null, column }) as const

const builtIns: Partial<Record<AttributeKey, StoredAttribute>> = {
  id: { place: 'id', kind: 'number', role: null },
  name: text('name', 'name_key'),
  firstName: text('first_name', 'first_name_key'),
  lastName: text('last_name', 'last_name_key'),
  phones: {
    place: 'items',
    kind: 'contactPoints',
    role: 'phones',
    attribute: itemAttributes.phones,
    key: 'phones_key',
  },
  emails: {
    place: 'items',
    kind: 'contactPoints',
    role: 'emails',
    attribute: itemAttributes.emails,
    key: 'emails_key',
  },
  tags: {
    place: 'items',
    kind: 'tags',
    role: null,
    attribute: itemAttributes.tags,
    key: 'tags_key',
  },
  company: {
    place: 'reference',
    kind: 'company',
    role: null,
    column: 'company_id',
    key: 'company_key',
    names: 'company',
  },
  responsible: user('responsible_id', 'responsible_key'),
  createdBy: user('created_by_id', 'created_by_key'),
  updatedBy: user('updated_by_id', 'updated_by_key'),
  createdAt: time('created_at'),
  updatedAt: time('updated_at'),
  nextTaskAt: time('next_task_at'),
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
  return { place: 'items', kind: definition.kind, role: null, attribute: field, key: null }
}
