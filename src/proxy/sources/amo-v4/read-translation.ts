import type { Contact, ContactDetail, Named } from '#contract/api/contacts.ts'
import type { ContactField } from '#contract/api/fields.ts'
import type { User } from '#contract/api/users.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { AmoUser } from '#contract/upstream/amo-v4/entities.ts'
import { toMoment, toMomentOrNull } from '#proxy/sources/calendar.ts'
import { contactPointsOf, toContactField, type FieldContext } from './value-reader.ts'

/** Names for the ids of contacts; an id that is missing keeps a null name. */
export type ContactNames = { users: Map<number, string>; companies: Map<number, string> }

/** Which custom fields a row carries, and what they are read with. */
export type RowFields = FieldContext & { ids: number[] }

export function toContact(amo: AmoContact, names: ContactNames, columns?: RowFields): Contact {
  const company = amo._embedded?.companies?.[0]
  return {
    id: amo.id,
    name: amo.name ?? '',
    phones: contactPointsOf(amo, 'PHONE'),
    emails: contactPointsOf(amo, 'EMAIL'),
    company: company ? { id: company.id, name: names.companies.get(company.id) ?? null } : null,
    responsible: person(amo.responsible_user_id, names),
    tags: (amo._embedded?.tags ?? []).map(({ id, name }) => ({ id, name })),
    createdAt: toMoment(amo.created_at),
    updatedAt: toMoment(amo.updated_at),
    createdBy: person(amo.created_by, names),
    updatedBy: person(amo.updated_by, names),
    nextTaskAt: amo.closest_task_at ? toMomentOrNull(amo.closest_task_at) : null,
    fields: columns
      ? fieldsOf(amo, columns, columns.ids).map((field) => ({ id: field.id, value: field.value }))
      : [],
  }
}

/** The filled fields in the account's order; all of them, or those of the given ids. */
function fieldsOf(amo: AmoContact, context: FieldContext, ids?: number[]): ContactField[] {
  const order = new Map(context.definitions.map((d, index) => [d.id, index]))
  return (amo.custom_fields_values ?? [])
    .filter((field) => !ids || ids.includes(field.field_id))
    .map((field) => toContactField(field, context))
    .toSorted((a, b) => (order.get(a.id) ?? order.size) - (order.get(b.id) ?? order.size))
}

type DetailContext = FieldContext & { names: ContactNames; url: string | null }

export function toContactDetail(
  amo: AmoContact,
  { names, url, ...context }: DetailContext,
): ContactDetail {
  return {
    ...toContact(amo, names),
    firstName: amo.first_name ?? '',
    lastName: amo.last_name ?? '',
    isUnsorted: amo.is_unsorted ?? false,
    fields: fieldsOf(amo, context),
    counts: {
      leads: amo._embedded?.leads?.length ?? 0,
      customers: amo._embedded?.customers?.length ?? 0,
      catalogElements: amo._embedded?.catalog_elements?.length ?? 0,
    },
    identity: null,
    variables: null,
    url,
  }
}

/** Id 0 is the system, a bot or no user. */
function person(id: number, names: ContactNames): Named | null {
  return id === 0 ? null : { id, name: names.users.get(id) ?? null }
}

export const toUser = (amo: AmoUser): User => ({
  id: amo.id,
  name: amo.name,
  email: amo.email ?? null,
  isActive: amo.rights?.is_active ?? true,
})
