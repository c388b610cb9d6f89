import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { ContactField } from '#contract/api/fields.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { ListedKey } from '#contract/model/listed-key.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import { isEmpty, unreadableIn, type Rows } from '#contract/upstream/lenient.ts'
import type { BotContact, BotVariable } from '#contract/upstream/watbot/contacts.ts'
import { textOf } from '#proxy/sources/amo-value-reader.ts'
import type { ContactVariable } from '#proxy/sources/source.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import { addressField, fieldDefinitions } from './field-kinds.ts'

/** Built-in attributes that rows include only if they are asked for. */
export const listedKeys: ListedKey[] = ['bot', 'messenger', 'username']

export type Bots = { id: number; name: string }[]

/** `columns`: IDs of the fields that the row includes; `attributes`: see `listedKeys`. */
export const toContact = (
  row: BotContact,
  bots: Bots,
  columns: number[] = [],
  attributes: readonly ListedKey[] = [],
): Contact => ({
  id: row.id,
  name: row.name ?? '',
  phones: contactPoints(row.phone),
  emails: contactPoints(row.email),
  company: null,
  responsible: null,
  tags: [],
  createdAt: row.created_at == null ? null : toMomentOrNull(Math.floor(row.created_at / 1000)),
  updatedAt: null,
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  ...listedAttributes(row, bots, attributes),
  fields: fieldsOf(row)
    .filter(({ id }) => columns.includes(id))
    .map(({ id, value }) => ({ id, value })),
})

function listedAttributes(
  row: BotContact,
  bots: Bots,
  attributes: readonly ListedKey[],
): Partial<Contact> {
  const has = (key: ListedKey) => attributes.includes(key)
  const { bot_id: bot } = row
  const name = bots.find(({ id }) => id === bot)?.name ?? null
  return {
    ...(has('bot') && { bot: bot == null ? null : { id: bot, name } }),
    ...(has('messenger') && { messenger: messengerName(row.messenger ?? '') || null }),
    ...(has('username') && { username: row.telegram_username ?? '' }),
  }
}

const messengerNames: Record<string, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  viber: 'Viber',
  vk: 'VK',
}
const messengerName = (messenger: string): string =>
  (Object.hasOwn(messengerNames, messenger) && messengerNames[messenger]) || messenger

/** A bot contact has at most one phone and one e-mail, without a kind. */
const contactPoints = (text: string | null | undefined): ContactPoint[] =>
  text ? [{ value: text, kind: null, kindId: null }] : []

function fieldsOf(row: BotContact): ContactField[] {
  const filled: Record<string, unknown> = { ...row.utm, address: row.address }
  return fieldDefinitions.flatMap(({ id, name, code, kind, role, sourceType }): ContactField[] => {
    if (isEmpty(filled[name])) return []
    const text = textOf(filled[name]) ?? JSON.stringify(filled[name])
    return [{ id, name, code, kind, role, sourceType, value: { kind: 'text', values: [text] } }]
  })
}

export function toContactDetail(
  row: BotContact,
  tags: Rows<string> | 'unreadable',
  variables: BotVariable[],
  bots: Bots = [],
  attributes: readonly ListedKey[] = [],
): ContactDetail {
  return {
    ...toContact(row, bots, [], attributes),
    tags: (tags === 'unreadable' ? [] : tags.items).map((name) => ({ id: null, name })),
    firstName: '',
    lastName: '',
    isUnsorted: false,
    fields: fieldsOf(row),
    counts: { leads: 0, customers: 0, catalogElements: 0 },
    identity:
      row.bot_id == null
        ? null
        : {
            bot: row.bot_id,
            messenger: row.messenger ?? '',
            id: outerIdOf(row),
            username: row.telegram_username || null,
          },
    variables: toVariables(variables),
    unreadable: unreadableIn(row)
      .flatMap(({ path }) => owners[path] ?? [])
      .concat(tags === 'unreadable' || unreadableIn(tags).length > 0 ? 'tags' : []),
    url: null,
  }
}

export const toVariables = (variables: BotVariable[]): ContactVariable[] =>
  variables.flatMap(({ name, variable, value, deletable }) => {
    const called = name || variable?.name
    const shown = isEmpty(value) ? '' : (textOf(value) ?? JSON.stringify(value))
    return called ? [{ name: called, value: shown, isDeletable: deletable ?? true }] : []
  })

const owners: Partial<Record<string, AttributeKey[]>> = {
  name: ['name'],
  phone: ['phones'],
  email: ['emails'],
  address: [fieldKey(addressField)],
}

/** The ID in the messenger; null for WhatsApp, which identifies contacts by phone. */
export function outerIdOf(row: BotContact): string | null {
  const messenger = row.messenger ?? ''
  switch (messenger) {
    case 'telegram':
      return row.telegram_id || null
    case 'viber':
      return row.viber_id || null
    case 'vk':
      return row.vk_user_id || null
    default: {
      // For an unknown messenger, keys follow the pattern of the known ones: max_id or max_user_id.
      const id = row.all[`${messenger}_id`] ?? row.all[`${messenger}_user_id`]
      return textOf(id) || null
    }
  }
}
