import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { ContactField } from '#contract/api/fields.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import type { BotContact, BotVariable } from '#contract/upstream/watbot/contacts.ts'
import { fieldDefinitions } from './field-kinds.ts'

/** `columns`: the fields, by id, that the row carries. */
export const toContact = (row: BotContact, columns: number[] = []): Contact => ({
  id: row.id,
  name: row.name ?? '',
  phones: contactPoints(row.phone),
  emails: contactPoints(row.email),
  company: null,
  responsible: null,
  tags: [],
  createdAt: new Date(row.created_at).toISOString(),
  updatedAt: null,
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  fields: fieldsOf(row)
    .filter(({ id }) => columns.includes(id))
    .map(({ id, value }) => ({ id, value })),
})

/** A bot knows one of each, of no kind. */
const contactPoints = (text: string | null | undefined): ContactPoint[] =>
  text ? [{ value: text, kind: null, kindId: null }] : []

function fieldsOf(row: BotContact): ContactField[] {
  const filled: Record<string, unknown> = { ...row.utm, address: row.address }
  return fieldDefinitions.flatMap(({ id, name, code, kind, role, sourceType }): ContactField[] => {
    const text = filled[name]
    if (typeof text !== 'string' || text === '') return []
    return [{ id, name, code, kind, role, sourceType, value: { kind: 'text', values: [text] } }]
  })
}

export function toContactDetail(
  row: BotContact,
  tags: string[],
  variables: BotVariable[],
): ContactDetail {
  return {
    ...toContact(row),
    tags: tags.map((name) => ({ id: null, name })),
    firstName: '',
    lastName: '',
    isUnsorted: false,
    fields: fieldsOf(row),
    counts: { leads: 0, customers: 0, catalogElements: 0 },
    identity: {
      bot: row.bot_id,
      messenger: row.messenger,
      id: outerIdOf(row),
      username: row.telegram_username ?? null,
    },
    variables: variables.flatMap(({ name, variable, value, deletable }) => {
      const called = name ?? variable?.name
      return called ? [{ name: called, value: value ?? '', isDeletable: deletable ?? true }] : []
    }),
    url: null,
  }
}

/** The id in the messenger; null in WhatsApp, which identifies contacts by phone. */
export function outerIdOf(row: BotContact): string | null {
  switch (row.messenger) {
    case 'telegram':
      return row.telegram_id ?? null
    case 'viber':
      return row.viber_id ?? null
    case 'vk':
      return row.vk_user_id ?? null
    default: {
      // An unknown messenger, named like the known ones: max_id or max_user_id.
      const id = row[`${row.messenger}_id`] ?? row[`${row.messenger}_user_id`]
      return typeof id === 'string' || typeof id === 'number' ? String(id) : null
    }
  }
}
