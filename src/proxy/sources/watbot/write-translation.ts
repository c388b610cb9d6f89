import type { ContactDraft, WriteResult } from '#contract/api/writes.ts'
import { messenger as knownMessenger } from '#contract/api/sources.ts'
import type { BotContact } from '#contract/upstream/watbot/contacts.ts'
import { botRejection, type BotContactWrite } from '#contract/upstream/watbot/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { addressField, outerIdOf } from './read-translation.ts'

type Rejection = Extract<WriteResult, { status: 'rejected' }>
type Reason = Rejection['reasons'][number]
export type Identity = NonNullable<ContactDraft['identity']>
type Values = Omit<ContactDraft, 'identity' | 'tags'>

/** Collects issues by the field names of the contract. */
export function createReasons() {
  const reasons: Reason[] = []
  const addReason = (field: string, code: string, message: string): undefined => {
    reasons.push({ field, code, message })
  }
  return { reasons, addReason }
}
type AddReason = ReturnType<typeof createReasons>['addReason']

/**
 * Values of a draft or a patch with the identity WatBot requires; undefined where that is missing.
 * Issues go to `addReason`, and nothing is sent then.
 */
export function toWrite(
  values: Values,
  identity: Identity,
  addReason: AddReason,
): BotContactWrite | undefined {
  for (const key of ['firstName', 'lastName', 'responsible'] as const)
    if (values[key] !== undefined)
      addReason(key, 'unsupported', 'a bot contact has a single name and no responsible user')
  const phone = toPhone(only(values.phones, 'phones', addReason), addReason)
  const email = only(values.emails, 'emails', addReason)
  const address = toAddress(values.fields, addReason)
  const keys = toKeys(identity, phone, addReason)
  if (!values.name) return addReason('name', 'required', 'a contact must have a name')
  return {
    bot_id: identity.bot,
    messenger: identity.messenger,
    name: values.name,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(address !== undefined && { address }),
    ...keys,
    ...(identity.username && { telegram_username: identity.username.replace(/^@/, '') }),
  }
}

/** The messenger's own id, which each messenger wants (seed 004). */
function toKeys(
  { messenger, id, username }: Identity,
  phone: string | undefined,
  addReason: AddReason,
): Pick<BotContactWrite, 'telegram_id' | 'viber_id' | 'vk_id'> | undefined {
  if (username !== undefined && messenger !== 'telegram')
    addReason('identity.username', 'unsupported', 'only Telegram has usernames here')
  if (messenger === 'whatsapp') {
    if (id !== undefined)
      addReason('identity.id', 'unsupported', 'WhatsApp identifies contacts by phone')
    if (phone === undefined)
      addReason('phones', 'required', 'WhatsApp identifies contacts by phone')
    return undefined
  }
  if (!id) return addReason('identity.id', 'required', `the id of the person in ${messenger}`)
  if (messenger === 'viber') return { viber_id: id }
  const number = /^\d{1,16}$/.test(id) ? Number(id) : NaN
  if (!Number.isSafeInteger(number))
    return addReason('identity.id', 'invalid', 'digits are expected')
  return messenger === 'telegram' ? { telegram_id: number } : { vk_id: number }
}

/** A bot contact has one phone and one e-mail, and WatBot documents no way to clear them. */
function only(
  contactPoints: { value: string }[] | undefined,
  field: 'phones' | 'emails',
  addReason: AddReason,
): string | undefined {
  const [first, second] = contactPoints ?? []
  if (second) return addReason(`${field}.1`, 'unsupported', 'at most one')
  if (contactPoints && !first) return addReason(field, 'unsupported', 'cannot be cleared here')
  return first?.value
}

/**
 * International, with `+`; WatBot stores only the digits, so these are accepted as well. A number that
 * starts like a national one would become another number.
 */
function toPhone(text: string | undefined, addReason: AddReason): string | undefined {
  if (text === undefined) return undefined
  const bare = text.replaceAll(/[\s().-]/g, '')
  const isNational = /^0|^89\d{9}$/.test(bare)
  if (!/^\+?\d{5,15}$/.test(bare) || isNational)
    return addReason(
      'phones.0.value',
      'invalid',
      'an international number is expected: +79991234567',
    )
  return bare.startsWith('+') ? bare : `+${bare}`
}

function toAddress(fields: ContactDraft['fields'], addReason: AddReason): string | undefined {
  let address: string | undefined
  for (const { id, values } of fields ?? []) {
    const [first, second] = values ?? []
    if (id !== addressField)
      addReason(`fields.${id}`, 'unsupported', 'only the address can be written')
    else if (!first) addReason(`fields.${id}`, 'unsupported', 'cannot be cleared here')
    else if (second || typeof first.value !== 'string' || first.value === '')
      addReason(`fields.${id}`, 'invalid', 'one text is expected')
    else address = first.value
  }
  return address
}

/** The identity of a contact, from its row; undefined for messengers that are read-only. */
export function identityOf(row: BotContact): Identity | undefined {
  const messenger = knownMessenger.safeParse(row.messenger)
  if (!messenger.success) return undefined
  const id = outerIdOf(row)
  return { bot: row.bot_id, messenger: messenger.data, ...(id !== null && { id }) }
}

const contractNames = new Map([
  ['bot_id', 'identity.bot'],
  ['messenger', 'identity.messenger'],
  ['telegram_id', 'identity.id'],
  ['viber_id', 'identity.id'],
  ['vk_id', 'identity.id'],
  ['telegram_username', 'identity.username'],
  ['name', 'name'],
  ['phone', 'phones.0.value'],
  ['email', 'emails.0.value'],
  ['address', `fields.${addressField}`],
  ['tags', 'tags'],
])

/** WatBot's validation errors (422) by our field names; undefined for other errors. */
export function toRejection(error: unknown): Rejection | undefined {
  if (!(error instanceof SourceError) || error.failure !== 'rejected') return undefined
  const body = botRejection.safeParse(error.body)
  if (!body.success) return undefined
  const reasons = Object.entries(body.data.errors).flatMap(([key, texts]) => {
    const [first = key] = key.split('.')
    return texts.map((message) => ({
      field: contractNames.get(first) ?? key,
      code: 'invalid',
      message,
    }))
  })
  return reasons.length > 0 ? { status: 'rejected', reasons } : undefined
}
