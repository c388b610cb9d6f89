import type { Contact, ContactDetail, Named, ContactPoint } from '#contract/api/contacts.ts'
import type { ContactField, FieldDefinition } from '#contract/api/fields.ts'
import type { User } from '#contract/api/users.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { AmoUser } from '#contract/upstream/amo-v4/entities.ts'
import type { AmoField } from '#contract/upstream/amo-v4/fields.ts'
import { toMoment } from '#proxy/sources/calendar.ts'
import { toContent } from './value-reader.ts'

/** Names for the ids of contacts; an id that is missing keeps a null name. */
export type ContactNames = { users: Map<number, string>; companies: Map<number, string> }

type FieldContext = {
  definitions: FieldDefinition[]
  /** IANA name; days of date fields are days there. */
  timeZone: string
}

/** Which custom fields a row carries, and what they are read with. */
export type RowFields = FieldContext & { ids: number[] }

export function toContact(amo: AmoContact, names: ContactNames, columns?: RowFields): Contact {
  const company = amo._embedded?.companies?.[0]
  return {
    id: amo.id,
    name: amo.name ?? '',
    phones: contactPoints(amo, 'PHONE'),
    emails: contactPoints(amo, 'EMAIL'),
    company: company ? { id: company.id, name: names.companies.get(company.id) ?? null } : null,
    responsible: person(amo.responsible_user_id, names),
    tags: (amo._embedded?.tags ?? []).map(({ id, name }) => ({ id, name })),
    createdAt: toMoment(amo.created_at),
    updatedAt: toMoment(amo.updated_at),
    createdBy: person(amo.created_by, names),
    updatedBy: person(amo.updated_by, names),
    nextTaskAt: amo.closest_task_at ? toMoment(amo.closest_task_at) : null,
    fields: columns ? fieldsOf(amo, columns, columns.ids) : [],
  }
}

/** The filled fields in the account's order; all of them, or those of the given ids. */
function fieldsOf(
  amo: AmoContact,
  { definitions, timeZone }: FieldContext,
  ids?: number[],
): ContactField[] {
  const order = new Map(definitions.map((d, index) => [d.id, index]))
  const currencies = new Map(definitions.map((d) => [d.id, d.currency]))
  return (amo.custom_fields_values ?? [])
    .filter((field) => !ids || ids.includes(field.field_id))
    .map((field) => ({
      id: field.field_id,
      name: field.field_name,
      code: field.field_code ?? null,
      type: field.field_type,
      content: toContent(field.field_type, field.values, {
        timeZone,
        currency: currencies.get(field.field_id) ?? null,
      }),
    }))
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

function contactPoints(amo: AmoContact, code: 'PHONE' | 'EMAIL'): ContactPoint[] {
  const field = amo.custom_fields_values?.find((f) => f.field_code === code)
  return (field?.values ?? []).map((v) => ({
    value: typeof v.value === 'string' || typeof v.value === 'number' ? String(v.value) : '',
    kind: v.enum_code ?? (typeof v.enum === 'string' ? v.enum : null),
  }))
}

export const toUser = (amo: AmoUser): User => ({
  id: amo.id,
  name: amo.name,
  email: amo.email ?? null,
  isActive: amo.rights?.is_active ?? true,
})

export const toFieldDefinition = (amo: AmoField): FieldDefinition => ({
  id: amo.id,
  name: amo.name,
  code: amo.code ?? null,
  type: amo.type,
  options: (amo.enums ?? []).map((e) => ({ id: e.id, label: e.value, code: e.code ?? null })),
  currency: amo.currency ?? null,
  isReadOnly: amo.is_api_only ?? false,
})
