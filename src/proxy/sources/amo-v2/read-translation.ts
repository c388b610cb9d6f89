import type { Contact, ContactDetail, Named } from '#contract/api/contacts.ts'
import type { ContactField } from '#contract/api/fields.ts'
import type { User } from '#contract/api/users.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import type { LegacyUser } from '#contract/upstream/amo-v2/account.ts'
import type { LegacyContact, LegacyFieldValues } from '#contract/upstream/amo-v2/contacts.ts'
import { toMoment, toMomentOrNull } from '#proxy/sources/calendar.ts'
import { contactPointsOf, toContactField } from './value-reader.ts'

/** Account data needed to translate contacts. */
export type About = {
  users: User[]
  definitions: FieldDefinition[]
  /** ISO 4217; null where the account does not report it. */
  currency: string | null
  /** IANA name. */
  timeZone: string
  /** The user of the token; null where the account does not report it. */
  ownUser: number | null
}

/** `columns`: the custom fields, by id, that the row carries. */
export function toContact(row: LegacyContact, about: About, columns: number[] = []): Contact {
  return {
    id: row.id,
    name: row.name ?? '',
    phones: contactPoints(row, 'PHONE', about),
    emails: contactPoints(row, 'EMAIL', about),
    company: row.company ? { id: row.company.id, name: row.company.name ?? null } : null,
    responsible: person(row.responsible_user_id, about),
    tags: (row.tags ?? []).map(({ id, name }) => ({ id: id ?? null, name })),
    createdAt: toMoment(row.created_at),
    updatedAt: toMoment(row.updated_at),
    createdBy: person(row.created_by, about),
    updatedBy: person(row.updated_by, about),
    nextTaskAt: row.closest_task_at ? toMomentOrNull(row.closest_task_at) : null,
    fields: fieldsOf(row, about, columns).map(({ id, value }) => ({ id, value })),
  }
}

/** The filled fields in the account's order; all of them, or those of the given ids. */
function fieldsOf(row: LegacyContact, about: About, ids?: number[]): ContactField[] {
  const order = new Map(about.definitions.map(({ id }, index) => [id, index]))
  return (row.custom_fields ?? [])
    .filter(({ id }) => !ids || ids.includes(id))
    .map((field) => toContactField(field, definitionOf(field, about), about.timeZone))
    .toSorted((a, b) => (order.get(a.id) ?? order.size) - (order.get(b.id) ?? order.size))
}

export function toContactDetail(
  row: LegacyContact,
  about: About,
  url: string | null,
): ContactDetail {
  return {
    ...toContact(row, about),
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    isUnsorted: false,
    fields: fieldsOf(row, about),
    counts: { leads: row.leads.length, customers: row.customers.length, catalogElements: 0 },
    identity: null,
    variables: null,
    url,
  }
}

const definitionOf = ({ id }: LegacyFieldValues, { definitions }: About) =>
  definitions.find((definition) => definition.id === id)

/** Id 0 is the system, a bot or no user. */
function person(id: number | null | undefined, { users }: About): Named | null {
  return id ? { id, name: users.find((user) => user.id === id)?.name ?? null } : null
}

function contactPoints(row: LegacyContact, code: 'PHONE' | 'EMAIL', about: About): ContactPoint[] {
  return (row.custom_fields ?? []).flatMap((field) => {
    const definition = definitionOf(field, about)
    if ((field.code ?? definition?.code) !== code) return []
    return contactPointsOf(field, definition)
  })
}

export const toUser = (user: LegacyUser): User => ({
  id: user.id,
  name: [user.name, user.last_name].filter(Boolean).join(' '),
  email: user.login ?? null,
  isActive: user.is_active ?? true,
})
