import type { Contact, ContactDetail, Named } from '#contract/api/contacts.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { User } from '#contract/api/users.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ListedKey } from '#contract/model/listed-key.ts'
import type { ContactPoint, LinkItem } from '#contract/model/value.ts'
import type { LegacyUser } from '#contract/upstream/amo-v2/account.ts'
import { unreadableIn } from '#contract/upstream/lenient.ts'
import type { LegacyContact, LegacyFieldValues } from '#contract/upstream/amo-v2/contacts.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import {
  amoOwners,
  unreadableAttributes,
  type ReadField,
} from '#proxy/sources/unreadable-attributes.ts'
import { contactPointsOf, toContactField } from './value-reader.ts'

/** Account data needed to translate contacts. */
export type About = {
  /** ID of the account; null if it does not report it. */
  account: number | null
  users: User[]
  definitions: FieldDefinition[]
  /** ISO 4217 code; null if the account does not report it. */
  currency: string | null
  /** IANA name. */
  timeZone: string
  /** ID of the token's user; null if the account does not report it. */
  ownUser: number | null
}

/** Built-in attributes that rows include only if they are asked for. */
export const listedKeys: ListedKey[] = ['firstName', 'lastName', 'leads', 'customers']

/** `columns`: IDs of the custom fields that the row includes; `attributes`: see `listedKeys`. */
export function toContact(
  row: LegacyContact,
  about: About,
  columns: number[] = [],
  attributes: readonly ListedKey[] = [],
): Contact {
  return {
    id: row.id,
    name: row.name ?? '',
    phones: contactPoints(row, 'PHONE', about),
    emails: contactPoints(row, 'EMAIL', about),
    company: row.company ? { id: row.company.id, name: row.company.name ?? null } : null,
    responsible: person(row.responsible_user_id, about),
    tags: (row.tags?.items ?? []).map(({ id, name }) => ({ id: id ?? null, name })),
    createdAt: momentOf(row.created_at),
    updatedAt: momentOf(row.updated_at),
    createdBy: person(row.created_by, about),
    updatedBy: person(row.updated_by, about),
    nextTaskAt: momentOf(row.closest_task_at),
    ...(attributes.includes('firstName') && { firstName: row.first_name ?? '' }),
    ...(attributes.includes('lastName') && { lastName: row.last_name ?? '' }),
    ...(attributes.includes('leads') && { leads: linksOf(row, 'leads') }),
    ...(attributes.includes('customers') && { customers: linksOf(row, 'customers') }),
    fields: fieldsOf(row, about, columns).map(({ field: { id, value } }) => ({ id, value })),
  }
}

/** 0 means no time. */
const momentOf = (seconds: number | null | undefined): string | null =>
  seconds ? toMomentOrNull(seconds) : null

const linksOf = (row: LegacyContact, target: 'leads' | 'customers'): LinkItem[] =>
  linkedIds(row[target]).map((id) => ({ target, id, catalog: null, quantity: null }))

export const linkedIds = (linked: LegacyContact['leads']): number[] => linked?.id?.items ?? []

/** The filled fields in the account's order: all of them, or those with the given IDs. */
function fieldsOf(row: LegacyContact, about: About, ids?: number[]): ReadField[] {
  const order = new Map(about.definitions.map(({ id }, index) => [id, index]))
  const placeOf = ({ field }: ReadField) => order.get(field.id) ?? order.size
  return (row.custom_fields?.items ?? [])
    .filter(({ id }) => !ids || ids.includes(id))
    .flatMap((field) => toContactField(field, definitionOf(field, about), about.timeZone) ?? [])
    .toSorted((a, b) => placeOf(a) - placeOf(b))
}

export function toContactDetail(
  row: LegacyContact,
  about: About,
  url: string | null,
  attributes: readonly ListedKey[] = [],
): ContactDetail {
  const fields = fieldsOf(row, about)
  return {
    ...toContact(row, about, [], attributes),
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    isUnsorted: false,
    fields: fields.map(({ field }) => field),
    counts: {
      leads: linkedIds(row.leads).length,
      customers: linkedIds(row.customers).length,
      catalogElements: 0,
    },
    identity: null,
    variables: null,
    unreadable: unreadableAttributes({
      unreadable: unreadableIn(row),
      owners,
      fieldsPath: 'custom_fields',
      fields,
      definitions: about.definitions,
    }),
    url,
  }
}

const owners: Record<string, AttributeKey[]> = {
  ...amoOwners,
  tags: ['tags'],
  company: ['company'],
  leads: ['leads'],
  customers: ['customers'],
}

const definitionOf = ({ id }: LegacyFieldValues, { definitions }: About) =>
  definitions.find((definition) => definition.id === id)

/** ID 0 is the system, a bot or no user. */
function person(id: number | null | undefined, { users }: About): Named | null {
  return id ? { id, name: users.find((user) => user.id === id)?.name ?? null } : null
}

function contactPoints(row: LegacyContact, code: 'PHONE' | 'EMAIL', about: About): ContactPoint[] {
  return (row.custom_fields?.items ?? []).flatMap((field) => {
    const definition = definitionOf(field, about)
    if ((definition?.code ?? field.code) !== code) return []
    return contactPointsOf(field, definition)
  })
}

export const toUser = (user: LegacyUser): User => ({
  id: user.id,
  name: [user.name, user.last_name].filter(Boolean).join(' ') || `#${user.id}`,
  email: user.login ?? null,
  isActive: user.is_active ?? true,
  group: user.group_id ?? null,
})
