import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { ContactSnapshot, EditRow, JobPatch } from '#contract/api/job-rows.ts'
import type { Match } from '#contract/api/matches.ts'
import type { ContactDraft, FieldWrite } from '#contract/api/writes.ts'

/** Target field ids by the code of the bot's field. */
export type Mapping = Readonly<Record<string, number>>

export type PlanContext = { definitions: FieldDefinition[]; mapping: Mapping }

/** The user's decision for a bot contact: create, skip, or the id of a candidate. */
export type Decision = 'create' | 'skip' | number

/** Why the user has to decide. */
export type Doubt =
  /** Several contacts have the same phone, e-mail or messenger name. */
  | 'many'
  /** The target did not report all candidates. */
  | 'incomplete'
  /** Another bot contact of the selection has the same, so that a contact would be created twice. */
  | 'duplicate'
  /** Another bot contact of the selection matches the same contact. */
  | 'shared'

export type Plan =
  | { action: 'create'; draft: ContactDraft }
  | { action: 'fill'; contact: Contact; row: EditRow; fields: string[] }
  /** The contact already has every value. */
  | { action: 'nothing'; contact: Contact }
  | { action: 'skip' }
  | { action: 'ambiguous'; doubt: Doubt }

/** The plan for each bot contact, in order. Ambiguous ones are left to the user. */
export function planMatching(
  matches: Match[],
  decisions: ReadonlyMap<number, Decision>,
  context: PlanContext,
): Plan[] {
  const filled = new Set<number>()
  return matches.map((match): Plan => {
    const decision = decisions.get(match.botContact.id) ?? decide(match, matches, decisions)
    if (decision === 'skip') return { action: 'skip' }
    if (decision === 'create')
      return { action: 'create', draft: draftOf(match.botContact, context) }
    if (typeof decision === 'object') return { action: 'ambiguous', doubt: decision.doubt }
    const contact = match.candidates.find((item) => item.contact.id === decision)?.contact
    // A contact is written once per job; a second match has to be decided.
    if (!contact || filled.has(decision)) return { action: 'ambiguous', doubt: 'shared' }
    filled.add(decision)
    return fillOf(match.botContact, contact, context)
  })
}

function decide(
  match: Match,
  matches: Match[],
  decisions: ReadonlyMap<number, Decision>,
): 'create' | number | { doubt: Doubt } {
  const { candidates, isComplete, keys, botContact } = match
  const [only] = candidates
  if (candidates.length > 1) return { doubt: 'many' }
  if (!isComplete) return { doubt: 'incomplete' }
  const others = matches.filter(
    (other) =>
      other.botContact.id !== botContact.id && decisions.get(other.botContact.id) !== 'skip',
  )
  if (only) {
    const isShared = others.some((other) =>
      other.candidates.some(({ contact }) => contact.id === only.contact.id),
    )
    return isShared ? { doubt: 'shared' } : only.contact.id
  }
  const hasDuplicate = others.some((other) => other.keys.some((key) => keys.includes(key)))
  return hasDuplicate ? { doubt: 'duplicate' } : 'create'
}

const messengerField = (field: FieldDefinition): boolean =>
  !field.isReadOnly && field.type === 'multitext' && !isPhoneOrEmail(field)

/** Bots omit the `+` of phones. */
const international = (phone: string): string => (/^\d/.test(phone) ? `+${phone}` : phone)

/** A bot contact's values for the target, for creating and filling. */
function valuesOf(botContact: ContactDetail, { definitions, mapping }: PlanContext) {
  const { identity } = botContact
  const handle = identity?.username
    ? `@${identity.username}`
    : identity?.id
      ? `${identity.messenger}:${identity.id}`
      : undefined
  const messengers = definitions.find(messengerField)
  const fields: FieldWrite[] = []
  if (handle !== undefined && messengers) {
    const kind = messengers.options.some(({ code }) => code === 'OTHER') ? 'OTHER' : undefined
    fields.push({ id: messengers.id, values: [{ value: handle, ...(kind && { kind }) }] })
  }
  for (const { code, content } of botContact.fields) {
    const target = code === null ? undefined : mapping[code]
    if (target === undefined || content.kind !== 'text') continue
    if (!definitions.some(({ id }) => id === target)) continue
    if (fields.some(({ id }) => id === target)) continue // two fields mapped to one: the first wins
    fields.push({ id: target, values: [{ value: content.values.join(', ') }] })
  }
  return {
    name: botContact.name || identity?.username || '',
    phones: botContact.phones.map(({ value }) => ({ value: international(value), kind: null })),
    emails: botContact.emails.map(({ value }) => ({ value, kind: null })),
    tags: botContact.tags.map(({ name }) => name),
    fields,
  }
}

export function draftOf(botContact: ContactDetail, context: PlanContext): ContactDraft {
  const { name, phones, emails, tags, fields } = valuesOf(botContact, context)
  return {
    name,
    ...(phones.length > 0 && { phones }),
    ...(emails.length > 0 && { emails }),
    ...(tags.length > 0 && { tags: { set: tags } }),
    ...(fields.length > 0 && { fields }),
  }
}

/** Only empty values are filled, and only if they are still empty when the job runs. */
function fillOf(botContact: ContactDetail, contact: Contact, context: PlanContext): Plan {
  const { name, phones, emails, tags, fields } = valuesOf(botContact, context)
  const patch: JobPatch = {}
  const before: ContactSnapshot = {}
  if (contact.name === '' && name !== '') {
    patch.name = name
    before.name = ''
  }
  if (contact.phones.length === 0 && phones.length > 0) {
    patch.phones = { set: phones }
    before.phones = []
  }
  if (contact.emails.length === 0 && emails.length > 0) {
    patch.emails = { set: emails }
    before.emails = []
  }
  if (contact.tags.length === 0 && tags.length > 0) {
    patch.tags = { set: tags }
    before.tags = []
  }
  const empty = fields.filter(({ id }) => !contact.fields.some((field) => field.id === id))
  if (empty.length > 0) {
    patch.fields = empty
    before.fields = empty.map(({ id }) => ({ id, content: null }))
  }
  const { fields: _fields, ...plain } = patch
  const named = [...Object.keys(plain), ...empty.map(({ id }) => `fields.${id}`)]
  if (named.length === 0) return { action: 'nothing', contact }
  return { action: 'fill', contact, row: { id: contact.id, patch, before }, fields: named }
}

/** The keys of a new contact's values, named like those of a fill. */
export function namedIn({ fields, ...values }: ContactDraft): string[] {
  return [...Object.keys(values), ...(fields ?? []).map(({ id }) => `fields.${id}`)]
}
