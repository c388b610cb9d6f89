import * as z from 'zod/mini'
import type { FieldDefinition, FieldOption } from './field-definition.ts'
import type { ValueKindName } from './value.ts'
import { plainContext, type ValueContext } from './value-kind.ts'

/** What every contact has besides the account's own fields. */
export const builtInKey = z.enum([
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'company',
  'responsible',
  'tags',
  'createdAt',
  'updatedAt',
  'nextTaskAt',
  'createdBy',
  'updatedBy',
  'leads',
  'customers',
  'catalogElements',
  'id',
])
export type BuiltInKey = z.infer<typeof builtInKey>

const fieldKeyPattern = /^field:([1-9]\d{0,14})$/

/** The one name of an attribute, in addresses, requests, storage and code: `phones`, `field:77`. */
export const attributeKey = z.union([builtInKey, z.templateLiteral([z.literal('field:'), z.int()])])
export type AttributeKey = z.infer<typeof attributeKey>

export const fieldKey = (id: number): AttributeKey => `field:${id}`

export const isFieldKey = (key: AttributeKey): key is `field:${number}` => fieldKeyPattern.test(key)

/** The id of a custom field's attribute; undefined for one that every contact has. */
export function fieldIdOf(key: string): number | undefined {
  const id = fieldKeyPattern.exec(key)?.[1]
  return id === undefined ? undefined : Number(id)
}

/** How 0.1.0 wrote keys in addresses, stored views, drafts and jobs. */
const formerKeys: Record<string, BuiltInKey> = {
  phone: 'phones',
  email: 'emails',
  nextTask: 'nextTaskAt',
  'links.companies': 'company',
  'links.leads': 'leads',
  'links.customers': 'customers',
  'links.catalogElements': 'catalogElements',
}

/** A key as written by this version or the one before (`f77`, `fields.77`); undefined for no key. */
export function readAttributeKey(text: string): AttributeKey | undefined {
  const former = formerKeys[text]
  if (former) return former
  const id = /^(?:f|fields\.|field:)([1-9]\d{0,14})$/.exec(text)?.[1]
  if (id !== undefined) return fieldKey(Number(id))
  return z.safeParse(builtInKey, text).data
}

export type AttributeGroup = 'identity' | 'contact' | 'work' | 'history' | 'links' | 'fields'

/** Something a contact has: the one list of these builds forms, columns, filters, exports and jobs. */
export type Attribute = ValueContext & {
  key: AttributeKey
  kind: ValueKindName
  /** The account's own name of a field; null for what every contact has, named by the interface. */
  label: string | null
  group: AttributeGroup
  isReadOnly: boolean
  /** Null for what every contact has. */
  definition: FieldDefinition | null
}

/** What a source tells and takes of its contacts, as its capabilities say. */
export type AttributeSupport = {
  knows: Record<'updatedAt' | 'responsible' | 'company' | 'tags' | 'nextTask' | 'authors', boolean>
  sections: readonly ('leads' | 'customers' | 'catalogElements')[]
  writes: {
    edit: boolean
    nameParts: boolean
    tags: boolean
    links: readonly string[]
  } | null
}

const maxNameLength = 255

type BuiltIn = Pick<Attribute, 'kind' | 'group'> & Partial<ValueContext>

const builtIns: Record<BuiltInKey, BuiltIn> = {
  name: { kind: 'text', group: 'identity', maxLength: maxNameLength },
  firstName: { kind: 'text', group: 'identity', maxLength: maxNameLength },
  lastName: { kind: 'text', group: 'identity', maxLength: maxNameLength },
  phones: { kind: 'contactPoints', group: 'contact', isMany: true, role: 'phones', maxLength: 256 },
  emails: { kind: 'contactPoints', group: 'contact', isMany: true, role: 'emails', maxLength: 256 },
  company: { kind: 'company', group: 'work' },
  responsible: { kind: 'user', group: 'work' },
  tags: { kind: 'tags', group: 'work', isMany: true },
  createdAt: { kind: 'dateTime', group: 'history' },
  updatedAt: { kind: 'dateTime', group: 'history' },
  nextTaskAt: { kind: 'dateTime', group: 'history' },
  createdBy: { kind: 'user', group: 'history' },
  updatedBy: { kind: 'user', group: 'history' },
  leads: { kind: 'links', group: 'links', isMany: true },
  customers: { kind: 'links', group: 'links', isMany: true },
  catalogElements: { kind: 'links', group: 'links', isMany: true },
  id: { kind: 'number', group: 'history' },
}

function isKnown(key: BuiltInKey, { knows, sections, writes }: AttributeSupport): boolean {
  switch (key) {
    case 'firstName':
    case 'lastName':
      return writes?.nameParts ?? false
    case 'company':
    case 'responsible':
    case 'updatedAt':
      return knows[key]
    case 'tags':
      // Lists that leave them out tell nothing against a contact that is told with its own.
      return knows.tags || (writes?.tags ?? false)
    case 'nextTaskAt':
      return knows.nextTask
    case 'createdBy':
    case 'updatedBy':
      return knows.authors
    case 'leads':
    case 'customers':
    case 'catalogElements':
      return sections.includes(key)
    case 'name':
    case 'phones':
    case 'emails':
    case 'createdAt':
    case 'id':
      return true
  }
}

function isWritten(key: BuiltInKey, { writes }: AttributeSupport): boolean {
  if (!writes?.edit) return false
  switch (key) {
    case 'name':
    case 'firstName':
    case 'lastName':
    case 'phones':
    case 'emails':
    case 'responsible':
      return true
    case 'tags':
      return writes.tags
    case 'company':
      return writes.links.includes('companies')
    case 'leads':
    case 'customers':
    case 'catalogElements':
      return writes.links.includes(key)
    case 'createdAt':
    case 'updatedAt':
    case 'nextTaskAt':
    case 'createdBy':
    case 'updatedBy':
    case 'id':
      return false
  }
}

/** An attribute that every contact has; `options` are those of a field that stands behind it. */
export function builtInAttribute(
  key: BuiltInKey,
  support: AttributeSupport,
  options: FieldOption[] = [],
): Attribute {
  const isReadOnly = !isWritten(key, support)
  return {
    ...plainContext,
    ...builtIns[key],
    key,
    label: null,
    isReadOnly,
    options,
    definition: null,
  }
}

/** Kinds that are never written; the registry of kinds is too heavy for a list of columns. */
export const shownOnly: readonly ValueKindName[] = ['files', 'unknown']

export function fieldAttribute(
  definition: FieldDefinition,
  support: Pick<AttributeSupport, 'writes'>,
): Attribute {
  const { id, name, kind, isMany, isMultiline, options, currency, maxLength } = definition
  const isWritable = !shownOnly.includes(kind) && !definition.isReadOnly
  return {
    key: fieldKey(id),
    kind,
    label: name,
    group: 'fields',
    isMany,
    isMultiline,
    options,
    currency,
    maxLength,
    role: null,
    isReadOnly: !isWritable || support.writes?.edit !== true,
    definition,
  }
}

/**
 * Everything that contacts of a source have, in the order people think. Phones and e-mails are kept in
 * fields by some sources; they are listed once, as attributes of their own.
 */
export function attributesOf(
  support: AttributeSupport,
  definitions: readonly FieldDefinition[],
): Attribute[] {
  const kindsOf = (key: BuiltInKey) => definitions.find(({ role }) => role === key)?.options
  return [
    ...builtInKey.options
      .filter((key) => isKnown(key, support))
      .map((key) => builtInAttribute(key, support, kindsOf(key))),
    ...definitions
      .filter(({ role }) => role === null)
      .map((definition) => fieldAttribute(definition, support)),
  ]
}
