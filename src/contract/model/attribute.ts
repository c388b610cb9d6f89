import * as z from 'zod/mini'
import type { AttributeSupport, Writes } from './attribute-support.ts'
import type { FieldDefinition, FieldOption } from './field-definition.ts'
import { talkKeys } from './talk-key.ts'
import type { ValueKindName } from './value.ts'
import { plainContext, type ValueContext } from './value-context.ts'

/** Keys of the attributes that every contact has, in addition to the account's custom fields. */
export const builtInKey = z.enum([
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'bot',
  'messenger',
  'username',
  'company',
  'responsible',
  'group',
  'tags',
  'createdAt',
  'updatedAt',
  'nextTaskAt',
  'unsubscribedAt',
  'createdBy',
  'updatedBy',
  'leads',
  'customers',
  'catalogElements',
  'chats',
  ...talkKeys,
  'account',
  'id',
])
export type BuiltInKey = z.infer<typeof builtInKey>

const fieldKeyPattern = /^field:([1-9]\d{0,14})$/

/** Key of an attribute in URLs, requests, storage and code: `phones`, `field:77`. */
export const attributeKey = z.union([builtInKey, z.templateLiteral([z.literal('field:'), z.int()])])
export type AttributeKey = z.infer<typeof attributeKey>

export const fieldKey = (id: number): AttributeKey => `field:${id}`

export const isFieldKey = (key: AttributeKey): key is `field:${number}` => fieldKeyPattern.test(key)

/** The field ID of a custom field's attribute key; undefined for a built-in attribute. */
export function fieldIdOf(key: string): number | undefined {
  const id = fieldKeyPattern.exec(key)?.[1]
  return id === undefined ? undefined : Number(id)
}

/** Keys in the URLs, stored views, drafts and jobs of 0.1.0. */
const formerKeys: Record<string, BuiltInKey> = {
  phone: 'phones',
  email: 'emails',
  nextTask: 'nextTaskAt',
  'links.companies': 'company',
  'links.leads': 'leads',
  'links.customers': 'customers',
  'links.catalogElements': 'catalogElements',
}

/**
 * Parses a key of this version or of 0.1.0 (`f77`, `fields.77`); undefined if the text is not a
 * key.
 */
export function readAttributeKey(text: string): AttributeKey | undefined {
  const former = Object.hasOwn(formerKeys, text) ? formerKeys[text] : undefined
  if (former) return former
  const id = /^(?:f|fields\.|field:)([1-9]\d{0,14})$/.exec(text)?.[1]
  if (id !== undefined) return fieldKey(Number(id))
  return z.safeParse(builtInKey, text).data
}

export type AttributeGroup = 'identity' | 'contact' | 'work' | 'history' | 'links' | 'fields'

/**
 * An attribute of a contact. Forms, columns, filters, exports and jobs are all built from the list
 * of attributes.
 */
export type Attribute = ValueContext & {
  key: AttributeKey
  kind: ValueKindName
  /**
   * The account's name of a custom field; null for a built-in attribute, which is named by the
   * interface.
   */
  label: string | null
  group: AttributeGroup
  isReadOnly: boolean
  /** Null for a built-in attribute. */
  definition: FieldDefinition | null
  /** Whether it is unknown of some contacts, which is not the same as empty. */
  isPartlyKnown?: boolean
}

type BuiltIn = Pick<Attribute, 'kind' | 'group'> &
  Partial<ValueContext> & {
    /** Whether a source has the attribute, unless `more` of the source's capabilities lists it. */
    isKnown?: (support: AttributeSupport) => boolean
    /** Whether the attribute can be written if contacts are editable at all; default: true. */
    isWritten?: (writes: Writes) => boolean
    /** Included in the full contact, and in the rows of a list only if they are asked for it. */
    isOfDetail?: true
  }

const maxNameLength = 255
const always = () => true
const never = () => false

const builtIns = {
  name: { kind: 'text', group: 'identity', maxLength: maxNameLength, isKnown: always },
  firstName: namePart(),
  lastName: namePart(),
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
  bot: { kind: 'choice', group: 'contact', isWritten: never, isOfDetail: true },
  messenger: { kind: 'choice', group: 'contact', isWritten: never, isOfDetail: true },
  username: { kind: 'text', group: 'contact', isWritten: never, isOfDetail: true },
  company: {
    kind: 'company',
    group: 'work',
    isKnown: ({ knows }) => knows.company,
    isWritten: ({ links }) => links.includes('companies'),
  },
  responsible: { kind: 'user', group: 'work', isKnown: ({ knows }) => knows.responsible },
  group: { kind: 'choice', group: 'work', isWritten: never, isOfDetail: true },
  tags: {
    kind: 'tags',
    group: 'work',
    isMany: true,
    // A source may include tags in single contacts even if its lists do not.
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
  unsubscribedAt: { kind: 'dateTime', group: 'history', isWritten: never, isOfDetail: true },
  createdBy: { kind: 'user', group: 'history', isKnown: hasAuthors, isWritten: never },
  updatedBy: { kind: 'user', group: 'history', isKnown: hasAuthors, isWritten: never },
  leads: linked('leads'),
  customers: linked('customers'),
  catalogElements: linked('catalogElements'),
  chats: { kind: 'number', group: 'links', isWritten: never, isOfDetail: true },
  talksInWork: ofTalks('number'),
  channels: { ...ofTalks('choice'), isMany: true },
  missedTalk: ofTalks('flag'),
  unreadTalk: ofTalks('flag'),
  account: { kind: 'number', group: 'history', isWritten: never, isOfDetail: true },
  id: { kind: 'number', group: 'history', isKnown: always, isWritten: never },
} as const satisfies Record<BuiltInKey, BuiltIn>

function namePart() {
  return {
    kind: 'text',
    group: 'identity',
    maxLength: maxNameLength,
    isKnown: ({ writes }: AttributeSupport) => writes?.nameParts ?? false,
    isOfDetail: true,
  } as const
}

function hasAuthors({ knows }: AttributeSupport): boolean {
  return knows.authors
}

function ofTalks<Kind extends ValueKindName>(kind: Kind) {
  return { kind, group: 'work', isWritten: never, isOfDetail: true } as const
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

/** Keys of the built-in attributes that hold one text. */
export type TextKey = {
  [Key in BuiltInKey]: (typeof builtIns)[Key]['kind'] extends 'text' ? Key : never
}[BuiltInKey]

export const isTextKey = (key: BuiltInKey): key is TextKey => builtIns[key].kind === 'text'

/** First, last and full name, which depend on each other. */
export const nameKeys: readonly AttributeKey[] = ['name', 'firstName', 'lastName']

/** Keys of the attributes that only the full contact includes, and rows that were asked for them. */
export type DetailKey = {
  [Key in BuiltInKey]: (typeof builtIns)[Key] extends { isOfDetail: true } ? Key : never
}[BuiltInKey]

export const isDetailKey = (key: BuiltInKey): key is DetailKey => builtInOf(key).isOfDetail === true

const isKnown = (key: BuiltInKey, support: AttributeSupport): boolean =>
  builtInOf(key).isKnown?.(support) === true || support.knows.more?.includes(key) === true

function isWritten(key: BuiltInKey, { writes }: AttributeSupport): boolean {
  if (!writes?.edit) return false
  return builtInOf(key).isWritten?.(writes) ?? true
}

/** A built-in attribute; `options` are those of the field in which the source stores it. */
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

/**
 * Kinds of values that are never written. Listed here because the registry of kinds is too large to
 * load for a list of columns.
 */
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
 * All attributes of a source's contacts, in display order. Some sources store phones and e-mails in
 * custom fields; these are listed once, as built-in attributes.
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
