import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { ContactSnapshot, EditRow, JobPatch } from '#contract/api/job-rows.ts'
import type { Match } from '#contract/api/matches.ts'
import type { ContactDraft, FieldWrite } from '#contract/api/writes.ts'

/** Fields of the bots' source, by code, and the field of the target each is carried into. */
export type Mapping = Readonly<Record<string, number>>

export type PlanContext = { definitions: FieldDefinition[]; mapping: Mapping }

/** What somebody has decided for a person: a new contact, nothing, or one of the candidates. */
export type Decision = 'create' | 'skip' | number

/** Why nobody but a person can tell who this is. */
export type Doubt =
  /** More than one contact has the same phone, e-mail or messenger name. */
  | 'many'
  /** The target did not tell all who have. */
  | 'incomplete'
  /** Another person of the selection has the same, so that one contact would be made twice. */
  | 'duplicate'
  /** Another person of the selection is the same contact. */
  | 'shared'

export type Plan =
  | { action: 'create'; draft: ContactDraft }
  | { action: 'fill'; contact: Contact; row: EditRow; fields: string[] }
  /** The contact has everything already. */
  | { action: 'nothing'; contact: Contact }
  | { action: 'skip' }
  | { action: 'ambiguous'; doubt: Doubt }

/** What becomes of each person, in their order. Nobody is created or filled by guess. */
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
    // A contact is written once in a job; whoever comes second has to be looked at.
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

/** Bots leave the `+` of a phone away. */
const international = (phone: string): string => (/^\d/.test(phone) ? `+${phone}` : phone)

/** What a person has, in the target's words; the same for a new contact and for an old one. */
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
    if (fields.some(({ id }) => id === target)) continue // two of the bot's fields into one: the first
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

/** Only what is empty is filled, and it must still be empty when the job comes to it. */
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

/** What a new contact would have, dotted as what is filled. */
export function namedIn({ fields, ...values }: ContactDraft): string[] {
  return [...Object.keys(values), ...(fields ?? []).map(({ id }) => `fields.${id}`)]
}
