import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { ContactField, FieldDefinition } from '#contract/api/fields.ts'
import type { BotContact, BotVariable } from '#contract/upstream/watbot/contacts.ts'

/**
 * What a contact of a bot has besides the contract's own values, as fields. WatBot has no fields
 * with ids: these ids are ours. Only the address can be written.
 */
export const addressField = 1
const names = ['address', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
export const fieldDefinitions: FieldDefinition[] = names.map((name, index) => ({
  id: index + addressField,
  name,
  code: name,
  type: 'text',
  options: [],
  currency: null,
  isReadOnly: name !== 'address',
}))

/** `columns`: the fields, by id, that the row carries. */
export const toContact = (row: BotContact, columns: number[] = []): Contact => ({
  id: row.id,
  name: row.name ?? '',
  phones: row.phone ? [{ value: row.phone, kind: null }] : [],
  emails: row.email ? [{ value: row.email, kind: null }] : [],
  company: null,
  responsible: null,
  tags: [],
  createdAt: new Date(row.created_at).toISOString(),
  updatedAt: null,
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  fields: fieldsOf(row).filter(({ id }) => columns.includes(id)),
})

function fieldsOf(row: BotContact): ContactField[] {
  const filled: Record<string, unknown> = { ...row.utm, address: row.address }
  return fieldDefinitions.flatMap(({ id, name, code, type }): ContactField[] => {
    const text = filled[name]
    if (typeof text !== 'string' || text === '') return []
    return [{ id, name, code, type, content: { kind: 'text', values: [text] } }]
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
