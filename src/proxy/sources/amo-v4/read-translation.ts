import type { Contact, ContactDetail, Named } from '#contract/api/contacts.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { ListedKey } from '#contract/model/listed-key.ts'
import type { TalkKey } from '#contract/model/talk-key.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { LinkItem } from '#contract/model/value.ts'
import type { User } from '#contract/api/users.ts'
import { unreadableIn } from '#contract/upstream/lenient.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { AmoUser } from '#contract/upstream/amo-v4/entities.ts'
import { textOwners } from '#proxy/sources/amo-text-names.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import {
  amoOwners,
  unreadableAttributes,
  type ReadField,
} from '#proxy/sources/unreadable-attributes.ts'
import { textNames } from './text-names.ts'
import { contactPointsOf, toContactField, type FieldContext } from './value-reader.ts'

/** Names for the IDs in contacts; an ID that is missing gets the name null. */
export type ContactNames = {
  users: Map<number, string>
  companies: Map<number, string>
  groups?: Map<number, string>
}

/** Built-in attributes that rows include only if they are asked for. */
export const listedKeys: ListedKey[] = [
  'firstName',
  'lastName',
  'group',
  'leads',
  'customers',
  'catalogElements',
  'account',
]

/** The custom fields that a row includes, and the context for reading them. */
export type RowFields = FieldContext & { ids: number[] }

/** `attributes` are those that the row includes in addition. */
export function toContact(
  amo: AmoContact,
  names: ContactNames,
  columns?: RowFields,
  attributes: readonly ListedKey[] = [],
): Contact {
  const company = amo._embedded?.companies?.items[0]
  return {
    id: amo.id,
    name: amo.name ?? '',
    phones: contactPointsOf(amo, 'PHONE', columns?.definitions),
    emails: contactPointsOf(amo, 'EMAIL', columns?.definitions),
    company: company ? { id: company.id, name: names.companies.get(company.id) ?? null } : null,
    responsible: person(amo.responsible_user_id, names),
    tags: (amo._embedded?.tags?.items ?? []).map(({ id, name }) => ({ id: id ?? null, name })),
    createdAt: momentOf(amo.created_at),
    updatedAt: momentOf(amo.updated_at),
    createdBy: person(amo.created_by, names),
    updatedBy: person(amo.updated_by, names),
    nextTaskAt: momentOf(amo.closest_task_at),
    ...listedAttributes(amo, names, attributes),
    fields: columns
      ? fieldsOf(amo, columns, columns.ids).map(({ field: { id, value } }) => ({ id, value }))
      : [],
  }
}

type Listed = Pick<Contact, Exclude<ListedKey, TalkKey>>

function listedAttributes(
  amo: AmoContact,
  names: ContactNames,
  keys: readonly ListedKey[],
): Partial<Listed> {
  const listed: Partial<Listed> = {}
  const has = (key: ListedKey) => keys.includes(key)
  if (has('firstName')) listed.firstName = amo.first_name ?? ''
  if (has('lastName')) listed.lastName = amo.last_name ?? ''
  if (has('group')) listed.group = groupOf(amo, names)
  if (has('leads')) listed.leads = linksOf(amo, 'leads')
  if (has('customers')) listed.customers = linksOf(amo, 'customers')
  if (has('catalogElements')) listed.catalogElements = elementsOf(amo)
  if (has('account')) listed.account = amo.account_id ?? null
  return listed
}

/** Group 0 is the account's first one. */
const groupOf = ({ group_id: id }: AmoContact, { groups }: ContactNames): Named | null =>
  id == null ? null : { id, name: groups?.get(id) ?? null }

const linksOf = (amo: AmoContact, target: 'leads' | 'customers'): LinkItem[] =>
  (amo._embedded?.[target]?.items ?? []).map(({ id }) => ({
    target,
    id,
    catalog: null,
    quantity: null,
  }))

const elementsOf = (amo: AmoContact): LinkItem[] =>
  (amo._embedded?.catalog_elements?.items ?? []).map(({ id, metadata, quantity, catalog_id }) => ({
    target: 'catalogElements',
    id,
    catalog: metadata?.catalog_id ?? catalog_id ?? null,
    quantity: metadata?.quantity ?? quantity ?? null,
  }))

/** 0 means no time. */
const momentOf = (seconds: number | null | undefined): string | null =>
  seconds ? toMomentOrNull(seconds) : null

const places = new WeakMap<FieldDefinition[], Map<number, number>>()

/** The order of the account's fields, which many rows have. */
function placesOf(definitions: FieldDefinition[]): Map<number, number> {
  const known = places.get(definitions)
  if (known) return known
  const made = new Map(definitions.map(({ id }, index) => [id, index]))
  places.set(definitions, made)
  return made
}

/** The filled fields in the account's order: all of them, or those with the given IDs. */
function fieldsOf(amo: AmoContact, context: FieldContext, ids?: number[]): ReadField[] {
  if (ids?.length === 0) return []
  const order = placesOf(context.definitions)
  const placeOf = ({ field }: ReadField) => order.get(field.id) ?? order.size
  return (amo.custom_fields_values?.items ?? [])
    .filter((field) => !ids || ids.includes(field.field_id))
    .flatMap((field) => toContactField(field, context) ?? [])
    .toSorted((a, b) => placeOf(a) - placeOf(b))
}

type DetailContext = FieldContext & {
  names: ContactNames
  url: string | null
  attributes?: readonly ListedKey[]
}

export function toContactDetail(
  amo: AmoContact,
  { names, url, attributes = ['group', 'account'], ...context }: DetailContext,
): ContactDetail {
  const fields = fieldsOf(amo, context)
  return {
    ...toContact(amo, names, { ids: [], ...context }, attributes),
    firstName: amo.first_name ?? '',
    lastName: amo.last_name ?? '',
    isUnsorted: amo.is_unsorted ?? false,
    fields: fields.map(({ field }) => field),
    counts: {
      leads: amo._embedded?.leads?.items.length ?? 0,
      customers: amo._embedded?.customers?.items.length ?? 0,
      catalogElements: amo._embedded?.catalog_elements?.items.length ?? 0,
    },
    identity: null,
    variables: null,
    unreadable: unreadableAttributes({
      unreadable: unreadableIn(amo),
      owners,
      fieldsPath: 'custom_fields_values',
      fields,
      definitions: context.definitions,
    }),
    url,
  }
}

const owners: Record<string, AttributeKey[]> = {
  ...amoOwners,
  ...textOwners(textNames),
  '_embedded.tags': ['tags'],
  '_embedded.companies': ['company'],
  '_embedded.leads': ['leads'],
  '_embedded.customers': ['customers'],
  '_embedded.catalog_elements': ['catalogElements'],
}

/** ID 0 is the system, a bot or no user. */
function person(id: number | null | undefined, names: ContactNames): Named | null {
  return id ? { id, name: names.users.get(id) ?? null } : null
}

export const toUser = (amo: AmoUser): User => ({
  id: amo.id,
  name: amo.name || `#${amo.id}`,
  email: amo.email ?? null,
  isActive: amo.rights?.is_active ?? true,
  // Without one they are in the default group, whose ID is 0.
  group: amo.rights ? (amo.rights.group_id ?? 0) : null,
})
