import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { Match, MatchReason } from '#contract/api/matches.ts'
import { emailKey, handleOf, phoneKey, phoneSearchDigits } from '#contract/model/search-key.ts'
import type { ContactPoint } from '#contract/model/value.ts'

export type MatchKeys = {
  phones: Set<string>
  emails: Set<string>
  /** Names and ids in the messenger, lower-cased. */
  handles: Set<string>
  messenger: string | null
}

export function matchKeysOf({ phones, emails, identity }: ContactDetail): MatchKeys {
  const known = (keys: (string | null | undefined)[]) =>
    new Set(keys.flatMap((key) => (key ? [key] : [])))
  return {
    phones: known(phones.map(({ value }) => phoneKey(value, { isInternational: true }))),
    emails: known(emails.map(({ value }) => emailKey(value))),
    handles: known([identity?.username, identity?.id].map((text) => text && handleOf(text)?.name)),
    messenger: identity?.messenger ?? null,
  }
}

/** The keys as text, to find bot contacts of a selection that may be the same person. */
export const keyTextsOf = ({ phones, emails, handles, messenger }: MatchKeys): string[] => [
  ...[...phones].map((phone) => `phone:${phone}`),
  ...[...emails].map((email) => `email:${email}`),
  ...[...handles].map((handle) => `${messenger}:${handle}`),
]

const minHandleLength = 4 // characters; shorter ones match too much

/** What to search for. Phones are searched by their last ten digits, which all notations share. */
export const searchesFor = ({ phones, emails, handles }: MatchKeys): string[] => [
  ...[...phones].map((phone) => phoneSearchDigits(phone) ?? phone),
  ...emails,
  ...[...handles].filter((handle) => handle.length >= minHandleLength),
]

/** Why a contact may be the same person; empty if no key matches. */
export function reasonsFor(matchKeys: MatchKeys, contact: Contact): MatchReason[] {
  const reasons: MatchReason[] = [
    ...contact.phones
      .filter(({ value }) => matchKeys.phones.has(phoneKey(value) ?? ''))
      .map(({ value }) => ({ kind: 'phone' as const, value })),
    ...contact.emails
      .filter(({ value }) => matchKeys.emails.has(emailKey(value) ?? ''))
      .map(({ value }) => ({ kind: 'email' as const, value })),
    ...contact.fields
      .flatMap(({ value }) => (value.kind === 'contactPoints' ? value.items : []))
      .filter((entry) => isSameHandle(matchKeys, entry))
      .map(({ value }) => ({ kind: 'messenger' as const, value })),
  ]
  // A contact may have the same number twice; that is one reason.
  const isSame = (reason: MatchReason, other: MatchReason) =>
    reason.kind === other.kind && reason.value === other.value
  return reasons.filter(
    (reason, index) => reasons.findIndex((other) => isSame(reason, other)) === index,
  )
}

/** The same user name in another messenger is not a match. */
function isSameHandle(matchKeys: MatchKeys, { value, kind }: ContactPoint) {
  const handle = handleOf(value)
  if (!handle || !matchKeys.handles.has(handle.name)) return false
  if (handle.messenger !== null) return handle.messenger === matchKeys.messenger
  return kind === null || kind === 'OTHER' || kind.toLowerCase() === matchKeys.messenger
}

/** The contacts found that share a key, each once, ordered by id. */
export function matchOf(
  botContact: ContactDetail,
  found: { contacts: Contact[]; isComplete: boolean },
): Match {
  const matchKeys = matchKeysOf(botContact)
  const distinct = new Map(found.contacts.map((contact) => [contact.id, contact]))
  const candidates = [...distinct.values()]
    .toSorted((a, b) => a.id - b.id)
    .map((contact) => ({ contact, reasons: reasonsFor(matchKeys, contact) }))
    .filter(({ reasons }) => reasons.length > 0)
  return { botContact, candidates, isComplete: found.isComplete, keys: keyTextsOf(matchKeys) }
}
