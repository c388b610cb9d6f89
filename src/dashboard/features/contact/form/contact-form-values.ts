import * as z from 'zod/mini'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { fieldInput } from '#dashboard/fields/field-draft.ts'
import { toFieldInput } from '#dashboard/fields/field-reading.ts'

const contactPoints = z.array(z.object({ value: z.string(), kind: z.string() }))

/** The values of the form, shaped like the screen. A schema, because drafts are read from storage. */
export const formValues = z.object({
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phones: contactPoints,
  emails: contactPoints,
  /** The user's id as text; empty for none. */
  responsible: z.string(),
  tags: z.array(z.string()),
  /** By `f` and the id: with bare numbers react-hook-form would create an array. */
  fields: z.record(z.string(), fieldInput),
  identity: z.object({
    bot: z.string(),
    messenger: z.string(),
    id: z.string(),
    username: z.string(),
  }),
})
export type FormValues = z.infer<typeof formValues>

/** The data of the form besides the contact. */
export type FormContext = {
  source: Source
  definitions: FieldDefinition[]
  /** Null where the source does not show its users. */
  users: User[] | null
  timeZone: string | null
}

export const fieldKey = (id: number): `f${number}` => `f${id}`

/** The fields that the form edits as custom fields. */
export const ownFields = (definitions: FieldDefinition[]): FieldDefinition[] =>
  definitions.filter((field) => !isPhoneOrEmail(field))

export function emptyValues({ source, definitions, timeZone }: FormContext): FormValues {
  const { bots, messengers } = source.capabilities
  return {
    name: '',
    firstName: '',
    lastName: '',
    phones: [],
    emails: [],
    responsible: '',
    tags: [],
    fields: Object.fromEntries(
      ownFields(definitions).map((item) => [
        fieldKey(item.id),
        toFieldInput(item, undefined, timeZone),
      ]),
    ),
    identity: {
      bot: bots.length === 1 ? String(bots[0]?.id) : '',
      messenger: messengers.length === 1 ? (messengers[0] ?? '') : '',
      id: '',
      username: '',
    },
  }
}

export function toFormValues(contact: ContactDetail, context: FormContext): FormValues {
  const contents = new Map(contact.fields.map(({ id, content }) => [id, content]))
  const { identity } = contact
  return {
    name: contact.name,
    firstName: contact.firstName,
    lastName: contact.lastName,
    phones: contact.phones.map(toContactPointInput),
    emails: contact.emails.map(toContactPointInput),
    responsible: contact.responsible ? String(contact.responsible.id) : '',
    tags: contact.tags.map(({ name }) => name),
    fields: Object.fromEntries(
      ownFields(context.definitions).map((item) => [
        fieldKey(item.id),
        toFieldInput(item, contents.get(item.id), context.timeZone),
      ]),
    ),
    identity: {
      bot: identity ? String(identity.bot) : '',
      messenger: identity?.messenger ?? '',
      id: identity?.id ?? '',
      username: identity?.username ?? '',
    },
  }
}

const toContactPointInput = ({ value, kind }: { value: string; kind: string | null }) => ({
  value,
  kind: kind ?? '',
})

/** The display name of first and last name; empty where both are. */
export const nameOfParts = ({ firstName, lastName }: FormValues): string =>
  [firstName.trim(), lastName.trim()].filter(Boolean).join(' ')

/** Whether the source derives the name from its parts, ignoring what is sent. */
export const isNameMade = (values: FormValues, base: FormValues): boolean =>
  (values.firstName !== base.firstName || values.lastName !== base.lastName) &&
  nameOfParts(values) !== ''
