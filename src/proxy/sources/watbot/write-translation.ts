import { messenger as knownMessenger } from '#contract/api/sources.ts'
import type { Identity } from '#contract/api/writes.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { fieldKey } from '#contract/model/attribute.ts'
import type { Issue, IssueCode } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { itemText } from '#contract/model/value-kinds/item-text.ts'
import { botRejection, type BotContactWrite } from '#contract/upstream/watbot/writes.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import {
  issueOf,
  toWriteParts,
  unsupportedTexts,
  type FieldWrite,
} from '#proxy/sources/write-parts.ts'
import { addressField, fieldDefinitions } from './field-kinds.ts'

type Rejection = Extract<WriteResult, { status: 'rejected' }>

/** Collects issues by attribute. */
export function createIssues() {
  const issues: Issue[] = []
  const addIssue = (
    attribute: string,
    code: IssueCode,
    message: string,
    more: Pick<Issue, 'index' | 'part'> = {},
  ): undefined => {
    issues.push(issueOf(attribute, code, message, more))
  }
  return { issues, addIssue }
}
type Issues = ReturnType<typeof createIssues>
type AddIssue = Issues['addIssue']

/**
 * Values in the format of WatBot, including those that identify the contact; undefined if one of
 * these is missing. Invalid values are added to the issues, and nothing may be sent then.
 */
export function toWrite(
  values: Snapshot,
  identity: Identity,
  { issues, addIssue }: Issues,
): BotContactWrite | undefined {
  const {
    texts: plain,
    responsible,
    fields,
    issues: found,
  } = toWriteParts(values, fieldDefinitions)
  issues.push(...found)
  issues.push(...unsupportedTexts(plain, ['name'], 'bot contacts have a single name'))
  if (responsible !== undefined)
    addIssue('responsible', 'unsupported', 'bot contacts have no responsible user')
  const texts = new Map(fields.map((field) => [field.key, onlyText(field, addIssue)]))
  const phone = toPhone(texts.get('phones'), addIssue)
  const [email, address] = [texts.get('emails'), texts.get(fieldKey(addressField))]
  const keys = toKeys(identity, phone, addIssue)
  if (!plain.name) return addIssue('name', 'required', 'a contact must have a name')
  return {
    bot_id: identity.bot,
    messenger: identity.messenger,
    name: plain.name,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(address !== undefined && { address }),
    ...keys,
    ...(identity.username && { telegram_username: identity.username.replace(/^@/, '') }),
  }
}

/** The messenger's own ID, which every messenger except WhatsApp requires (seed 004). */
function toKeys(
  { messenger, id, username }: Identity,
  phone: string | undefined,
  addIssue: AddIssue,
): Pick<BotContactWrite, 'telegram_id' | 'viber_id' | 'vk_id'> | undefined {
  const part = { part: 'id' }
  if (username !== undefined && messenger !== 'telegram')
    addIssue('identity', 'unsupported', 'only Telegram contacts have user names', {
      part: 'username',
    })
  if (messenger === 'whatsapp') {
    if (id !== undefined)
      addIssue('identity', 'unsupported', 'WhatsApp identifies contacts by phone', part)
    if (phone === undefined) addIssue('phones', 'required', 'WhatsApp identifies contacts by phone')
    return undefined
  }
  if (!id)
    return addIssue('identity', 'required', `the contact's ID in ${messenger} is required`, part)
  if (messenger === 'viber') return { viber_id: id }
  const number = /^\d{1,16}$/.test(id) ? Number(id) : Number.NaN
  if (!Number.isSafeInteger(number))
    return addIssue('identity', 'invalid_format', 'digits are expected', part)
  return messenger === 'telegram' ? { telegram_id: number } : { vk_id: number }
}

/** A bot contact has one of each, and WatBot documents no way to clear them. */
function onlyText({ key, definition, items }: FieldWrite, addIssue: AddIssue): string | undefined {
  if (definition?.isReadOnly) return addIssue(key, 'read_only', 'only the address can be written')
  const [first, second] = items
  if (second) return addIssue(key, 'too_many_values', 'at most one', { index: 1 })
  if (!first) return addIssue(key, 'unsupported', 'the source cannot clear it')
  return itemText(first)
}

/**
 * International format, with `+`. Digits alone are accepted as well, because WatBot stores only
 * these. A number in national format is rejected, because it would be read as another number.
 */
function toPhone(text: string | undefined, addIssue: AddIssue): string | undefined {
  if (text === undefined) return undefined
  const bare = text.replaceAll(/[\s().-]/g, '')
  const isNational = /^0|^89\d{9}$/.test(bare)
  if (!/^\+?\d{5,15}$/.test(bare) || isNational) {
    const message = 'an international number is expected: +79991234567'
    return addIssue('phones', 'phone', message, { index: 0 })
  }
  return bare.startsWith('+') ? bare : `+${bare}`
}

/** The identity of a contact; undefined if its messenger cannot be written. */
export function identityOf({ identity }: ContactDetail): Identity | undefined {
  const messenger = knownMessenger.safeParse(identity?.messenger)
  if (!identity || !messenger.success) return undefined
  const { bot, id } = identity
  return { bot, messenger: messenger.data, ...(id !== null && { id }) }
}

const places = new Map<string, Pick<Issue, 'attribute' | 'index' | 'part'>>([
  ['bot_id', { attribute: 'identity', part: 'bot' }],
  ['messenger', { attribute: 'identity', part: 'messenger' }],
  ['telegram_id', { attribute: 'identity', part: 'id' }],
  ['viber_id', { attribute: 'identity', part: 'id' }],
  ['vk_id', { attribute: 'identity', part: 'id' }],
  ['telegram_username', { attribute: 'identity', part: 'username' }],
  ['name', { attribute: 'name' }],
  ['phone', { attribute: 'phones', index: 0 }],
  ['email', { attribute: 'emails', index: 0 }],
  ['address', { attribute: fieldKey(addressField) }],
  ['tags', { attribute: 'tags' }],
])

/** WatBot's rejection (422), which has messages and no codes; undefined for any other error. */
export function toRejection(error: unknown): Rejection | undefined {
  if (!(error instanceof SourceError) || error.failure !== 'rejected') return undefined
  const body = botRejection.safeParse(error.body)
  if (!body.success) return undefined
  const issues = Object.entries(body.data.errors).flatMap(([key, texts]) => {
    const [first = key] = key.split('.')
    const place = places.get(first) ?? { attribute: null }
    return texts.map((message): Issue => ({ ...place, code: 'rejected', message }))
  })
  return issues.length > 0 ? { status: 'rejected', issues } : undefined
}
