import type { BotContact } from '#mock/store/bot-contact-table.ts'

/** `2019-05-10T10:38:28+00:00`: ISO 8601 with an offset, unlike the Unix dates of the filter. */
const isoOf = (unix: number) => `${new Date(unix * 1000).toISOString().slice(0, 19)}+00:00`

/** A contact in the list has only the ids of its own messenger (seed 004). */
export function listedContact(contact: BotContact) {
  const { id, bot_id, phone, email, name, messenger, address, utm } = contact
  return {
    id,
    bot_id,
    phone,
    email,
    name,
    messenger,
    ...(messenger === 'telegram'
      ? { telegram_id: contact.telegram_id, telegram_username: contact.telegram_username }
      : {}),
    ...(messenger === 'viber' ? { viber_id: contact.viber_id } : {}),
    ...(messenger === 'vk' ? { vk_user_id: contact.vk_user_id } : {}),
    address,
    utm,
    created_at: isoOf(contact.created_at),
  }
}

/**
 * The response to a write has all keys. Its utm is an empty list, as documented: the example is of the
 * contact whose utm the example of the list shows (seed 004).
 */
export function writtenContact(contact: BotContact) {
  return {
    id: contact.id,
    bot_id: contact.bot_id,
    phone: contact.phone,
    email: contact.email,
    name: contact.name,
    address: contact.address,
    messenger: contact.messenger,
    utm: [],
    avatar: contact.avatar,
    telegram_id: contact.telegram_id,
    telegram_username: contact.telegram_username,
    vk_user_id: contact.vk_user_id,
    viber_id: contact.viber_id,
    created_at: isoOf(contact.created_at),
    unsubscribed_at: contact.unsubscribed_at === null ? null : isoOf(contact.unsubscribed_at),
    tags: contact.tags,
    variables: contact.variables.map(variableResponse),
  }
}

export const variableResponse = ({
  id,
  name,
  value,
  deletable,
}: BotContact['variables'][number]) => ({
  id,
  name,
  value,
  deletable,
  variable: { id, name },
})
