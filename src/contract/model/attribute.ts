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
  const former = Object.hasOwn(formerKeys, text) ? formerKeys[text] : undefined
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
  knows: Record<
    'updatedAt' | 'responsible' | 'company' | 'tags' | 'nextTask' | 'authors',
    boolean
  > & {
    /** Attributes that are told by this source and not by every other one. */
    more?: readonly BuiltInKey[] | undefined
  }
  sections: readonly ('leads' | 'customers' | 'catalogElements')[]
  writes: {
    edit: boolean
    nameParts: boolean
    tags: boolean
    links: readonly string[]
  } | null
}

type Writes = NonNullable<AttributeSupport['writes']>

type BuiltIn = Pick<Attribute, 'kind' | 'group'> &
  Partial<ValueContext> & {
    /** Whether a source has it; left out: where it is named among what more the source knows. */
    isKnown?: (support: AttributeSupport) => boolean
    /** Whether it can be written where contacts are edited at all; left out: it can. */
    isWritten?: (writes: Writes) => boolean
    /** Told with the whole contact only, and not by the rows of a list. */
    isOfDetail?: true
  }

const maxNameLength = 255
const always = () => true
const never = () => false

const builtIns = {
  name: { kind: 'text', group: 'identity', maxLength: maxNameLength, isKnown: always },
  firstName: {
    kind: 'text',
    group: 'identity',
    maxLength: maxNameLength,
    isKnown: hasNameParts,
    isOfDetail: true,
  },
  lastName: {
    kind: 'text',
    group: 'identity',
    maxLength: maxNameLength,
    isKnown: hasNameParts,
    isOfDetail: true,
  },
  phones: {
    kind: 'contactPoints',
    group: 'contact',
    isMany: true,
    role: 'phones',
    maxLength: 256,
    isKnown: always,
  },
  emails: {
    kind: 'contactPoints',
    group: 'contact',
    isMany: true,
    role: 'emails',
    maxLength: 256,
    isKnown: always,
  },
  company: {
    kind: 'company',
    group: 'work',
    isKnown: ({ knows }) => knows.company,
    isWritten: ({ links }) => links.includes('companies'),
  },
  responsible: { kind: 'user', group: 'work', isKnown: ({ knows }) => knows.responsible },
  tags: {
    kind: 'tags',
    group: 'work',
    isMany: true,
    // Lists that leave them out tell nothing against a contact that is told with its own.
    isKnown: ({ knows, writes }) => knows.tags || (writes?.tags ?? false),
    isWritten: ({ tags }) => tags,
  },
  createdAt: { kind: 'dateTime', group: 'history', isKnown: always, isWritten: never },
  updatedAt: {
    kind: 'dateTime',
    group: 'history',
    isKnown: ({ knows }) => knows.updatedAt,
    isWritten: never,
  },
  nextTaskAt: {
    kind: 'dateTime',
    group: 'history',
    isKnown: ({ knows }) => knows.nextTask,
    isWritten: never,
  },
  createdBy: { kind: 'user', group: 'history', isKnown: hasAuthors, isWritten: never },
  updatedBy: { kind: 'user', group: 'history', isKnown: hasAuthors, isWritten: never },
  leads: linked('leads'),
  customers: linked('customers'),
  catalogElements: linked('catalogElements'),
  id: { kind: 'number', group: 'history', isKnown: always, isWritten: never },
} as const satisfies Record<BuiltInKey, BuiltIn>

function hasNameParts({ writes }: AttributeSupport): boolean {
  return writes?.nameParts ?? false
}

function hasAuthors({ knows }: AttributeSupport): boolean {
  return knows.authors
}

function linked(section: AttributeSupport['sections'][number]) {
  return {
    kind: 'links',
    group: 'links',
    isMany: true,
    isKnown: ({ sections }: AttributeSupport) => sections.includes(section),
    isWritten: ({ links }: Writes) => links.includes(section),
    isOfDetail: true,
  } as const
}

const builtInOf = (key: BuiltInKey): BuiltIn => builtIns[key]

/** What every contact has as one text. */
export type TextKey = {
  [Key in BuiltInKey]: (typeof builtIns)[Key]['kind'] extends 'text' ? Key : never
}[BuiltInKey]

export const isTextKey = (key: BuiltInKey): key is TextKey => builtIns[key].kind === 'text'

/** First, last and whole name, which make each other. */
export const nameKeys: readonly AttributeKey[] = ['name', 'firstName', 'lastName']

/** What the rows of a list do not tell; it comes with the whole contact. */
export type DetailKey = {
  [Key in BuiltInKey]: (typeof builtIns)[Key] extends { isOfDetail: true } ? Key : never
}[BuiltInKey]

export const isDetailKey = (key: BuiltInKey): key is DetailKey => builtInOf(key).isOfDetail === true

const isKnown = (key: BuiltInKey, support: AttributeSupport): boolean =>
  builtInOf(key).isKnown?.(support) ?? support.knows.more?.includes(key) ?? false

function isWritten(key: BuiltInKey, { writes }: AttributeSupport): boolean {
  if (!writes?.edit) return false
  return builtInOf(key).isWritten?.(writes) ?? true
}

/** An attribute that every contact has; `options` are those of a field that stands behind it. */
export function builtInAttribute(
  key: BuiltInKey,
  support: AttributeSupport,
  options: FieldOption[] = [],
): Attribute {
  const {
    isKnown: _isKnown,
    isWritten: _isWritten,
    isOfDetail: _isOfDetail,
    ...own
  } = builtInOf(key)
  const isReadOnly = !isWritten(key, support)
  return { ...plainContext, ...own, key, label: null, isReadOnly, options, definition: null }
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
