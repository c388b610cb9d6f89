import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { Match } from '#contract/api/matches.ts'
import type { ContactDraft, ContactEdit } from '#contract/api/writes.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { keysOf, type Change } from '#contract/model/change.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import { isEmptyValue } from '#contract/model/value-kinds.ts'

/** The target's field for each mapped field of the bots' source, by the latter's code. */
export type Mapping = Readonly<Record<string, number>>

export type PlanContext = { definitions: FieldDefinition[]; mapping: Mapping }

/**
 * The user's decision for a bot contact: create a contact, skip it, or use one of the candidates.
 */
export type Decision = 'create' | 'skip' | number

/** Why the user has to decide. */
export type Doubt =
  /** Several contacts have the same phone, e-mail or messenger name. */
  | 'many'
  /** The target did not return all matches. */
  | 'incomplete'
  /**
   * Another selected bot contact has the same data, so that two equal contacts would be created.
   */
  | 'duplicate'
  /** Another selected bot contact matches the same contact. */
  | 'shared'

export type Plan =
  | { action: 'create'; draft: ContactDraft }
  | { action: 'fill'; contact: Contact; row: ContactEdit; attributes: AttributeKey[] }
  /** The contact has all values already. */
  | { action: 'nothing'; contact: Contact }
  | { action: 'skip' }
  | { action: 'ambiguous'; doubt: Doubt }

/** The action for each bot contact, in their order. No contact is created or changed by guess. */
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
    // A job writes a contact once; further bot contacts that match it require a decision.
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

const messengerField = ({ isReadOnly, kind, role }: FieldDefinition): boolean =>
  !isReadOnly && kind === 'contactPoints' && role === null

/** Bots omit the `+` of phones. */
const international = (phone: string): string => (/^\d/.test(phone) ? `+${phone}` : phone)

const text = (content: string): Value => ({ kind: 'text', values: [content] })

/** Kinds belong to the bot: the target assigns its own. */
const points = (items: ContactPoint[], write = (value: string) => value): Value => ({
  kind: 'contactPoints',
  items: items.map(({ value }) => ({ value: write(value), kind: null, kindId: null })),
})

/**
 * The values of a bot contact in the format of the target; the same for new and existing contacts.
 */
function valuesOf(botContact: ContactDetail, { definitions, mapping }: PlanContext): Snapshot {
  const { identity } = botContact
  const values: Snapshot = {
    name: text(botContact.name || identity?.username || ''),
    phones: points(botContact.phones, international),
    emails: points(botContact.emails),
    tags: {
      kind: 'tags',
      items: botContact.tags.map(({ name }) => ({ id: null, name })),
    },
  }
  const handle = identity?.username
    ? `@${identity.username}`
    : identity?.id
      ? `${identity.messenger}:${identity.id}`
      : undefined
  const messengers = definitions.find(messengerField)
  if (handle !== undefined && messengers) {
    const other = messengers.options.find(({ code }) => code === 'OTHER')
    values[fieldKey(messengers.id)] = {
      kind: 'contactPoints',
      items: [{ value: handle, kind: other?.code ?? null, kindId: other?.id ?? null }],
    }
  }
  for (const { code, value } of botContact.fields) {
    const target = definitions.find(({ id }) => code !== null && id === mapping[code])
    if (target === undefined || value.kind !== 'text') continue
    const key = fieldKey(target.id)
    if (key in values) continue // if two of the bot's fields are mapped to one, the first is used
    const joined = value.values.join(', ')
    values[key] = target.kind === 'url' ? { kind: 'url', values: [joined] } : text(joined)
  }
  return values
}

const entriesOf = (values: Snapshot): [AttributeKey, Value][] =>
  keysOf(values).flatMap((key): [AttributeKey, Value][] => {
    const value = values[key] ?? null
    return value === null || isEmptyValue(value) ? [] : [[key, value]]
  })

export function draftOf(botContact: ContactDetail, context: PlanContext): ContactDraft {
  const changes = entriesOf(valuesOf(botContact, context)).map(([attribute, set]): Change => ({
    attribute,
    set,
  }))
  return { changes }
}

/**
 * Only empty attributes are filled, and only if they are still empty when the job processes the
 * row.
 */
function fillOf(botContact: ContactDetail, contact: Contact, context: PlanContext): Plan {
  const empty = entriesOf(valuesOf(botContact, context)).filter(([key]) =>
    isEmptyValue(contactValue(contact, key) ?? null),
  )
  if (empty.length === 0) return { action: 'nothing', contact }
  const before: Snapshot = {}
  for (const [key] of empty) before[key] = null
  const changes = empty.map(([attribute, set]): Change => ({ attribute, set }))
  const attributes = empty.map(([key]) => key)
  return { action: 'fill', contact, row: { id: contact.id, changes, before }, attributes }
}

/** The name of the contact to be created. */
export const namedIn = ({ changes }: ContactDraft): AttributeKey[] =>
  changes.map(({ attribute }) => attribute)
