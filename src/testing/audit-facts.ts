import type { AuditDetail, AuditEntry } from '#contract/api/audit.ts'
import type { Value } from '#contract/model/value.ts'
import type { Mock } from '#mock/mock-app.ts'
import type { HistoryEntry } from '#mock/store/history.ts'

/**
 * Single changes as texts, so that what a mock has done and what an audit log says can be compared:
 * `1 name "Ada" → "Eve"`.
 */
export type Facts = string[]

const phoneField = 4_396_818
/** Contacts of the mock have no history of their own creation's values: their first name is found. */
const createdFact = (id: number | '?', name: string) => `${id} created as ${JSON.stringify(name)}`
const changeFact = (about: string, before: unknown, after: unknown) =>
  `${about} ${JSON.stringify(before)} → ${JSON.stringify(after)}`

/** Follows changes of chats and bot contacts, which the mock's own history does not include. */
export function followMock({ store }: Mock) {
  const facts: Facts = []
  const { chats, botContacts } = store
  const link = chats.link.bind(chats)
  chats.link = (chat, contact) => {
    const before = chats.get(chat)?.contact_id ?? null
    facts.push(changeFact(`chat ${chat}`, before, contact))
    return link(chat, contact)
  }
  const save = botContacts.save.bind(botContacts)
  botContacts.save = (contact) => {
    const before = botContacts.get(contact.id)
    if (before) facts.push(...botFacts(before, contact))
    save(contact)
  }
  return { facts }
}

type Bot = NonNullable<ReturnType<Mock['store']['botContacts']['get']>>

function botFacts(before: Bot, after: Bot): Facts {
  const valuesOf = ({ variables }: Bot) => new Map(variables.map((one) => [one.name, one.value]))
  const [was, is] = [valuesOf(before), valuesOf(after)]
  const names = new Set([...was.keys(), ...is.keys()])
  const changed = [...names].flatMap((name) => {
    const [old, fresh] = [was.get(name) ?? null, is.get(name) ?? null]
    return old === fresh ? [] : [changeFact(`${after.id} variable ${name}`, old, fresh)]
  })
  // A status is set even if it is the same; nothing else is written alone.
  return changed.length > 0 || before.ysell_status === after.ysell_status
    ? changed
    : [`${after.id} status ${JSON.stringify(after.ysell_status)}`]
}

/** The history of all contacts of the mock. */
export function historyFacts({ store }: Mock): Facts {
  const query = { filter: {}, order: 'id', descending: false, offset: 0, limit: 100_000 } as const
  return store.contacts.ids(query).flatMap((id) => {
    const history = store.history.of(id)
    return history.flatMap((entry) =>
      entry.type === 'contact_added'
        ? [createdFact(id, firstName(history) ?? store.contact(id)?.name ?? '')]
        : factsOfEvent(entry),
    )
  })
}

const nameIn = (text: string): string | undefined =>
  JSON.parse(text)[0]?.name_field_value?.name as string | undefined
const firstName = (history: HistoryEntry[]) =>
  history.flatMap(({ type, before }) => (type === 'name_field_changed' ? nameIn(before) : []))[0]

function factsOfEvent({ contact_id: id, type, before, after }: HistoryEntry): Facts {
  const [was, is] = [JSON.parse(before), JSON.parse(after)]
  const texts = (values: { custom_field_value: { text: string } }[]) =>
    values.map(({ custom_field_value: { text } }) => text)
  const field = /^custom_field_(\d+)_value_changed$/.exec(type)?.[1]
  if (field) return [changeFact(`${id} field:${field}`, texts(was), texts(is))]
  switch (type) {
    case 'name_field_changed':
      return [changeFact(`${id} name`, nameIn(before), nameIn(after))]
    case 'entity_tag_added':
      return [`${id} tag + ${is[0].tag.name}`]
    case 'entity_tag_deleted':
      return [`${id} tag - ${was[0].tag.name}`]
    case 'entity_linked':
      return [`${id} ${is[0].link.entity.type} + ${is[0].link.entity.id}`]
    case 'entity_unlinked':
      return [`${id} ${was[0].link.entity.type} - ${was[0].link.entity.id}`]
    default:
      return [`${id} ${type}`]
  }
}

/**
 * What an audit log says was done, and what it says may have been done. A status cannot be looked up:
 * it may have been set by a send that was repeated.
 */
export function auditFacts(entries: AuditEntry[]): { done: Facts; unknown: Facts } {
  const done = entries.filter(({ outcome }) => outcome === 'done')
  const unknown = entries.filter(
    ({ outcome, resolution, action }) =>
      outcome === 'unknown' && (resolution === null || action === 'statusSet'),
  )
  return { done: done.flatMap(factsOfEntry), unknown: unknown.flatMap(factsOfEntry) }
}

function factsOfEntry({ action, contact, details }: AuditEntry): Facts {
  const id = contact?.id ?? '?'
  if (action === 'contactCreate')
    return [
      createdFact(id, contact?.name ?? ''),
      // Written after the contact, which the history of the mock shows.
      ...details
        .filter(({ attribute }) => attribute === 'leads')
        .flatMap((one) => factsOf(id, one)),
    ]
  return details.flatMap((detail) => factsOf(id, detail))
}

function factsOf(id: number | '?', { attribute, name, before, after }: AuditDetail): Facts {
  switch (attribute) {
    case 'chat':
      return [changeFact(`chat ${name}`, before, after)]
    case 'variable':
      return [changeFact(`${id} variable ${name}`, before, after)]
    case 'status':
      return [`${id} status ${JSON.stringify(after)}`]
    case 'name':
      return [changeFact(`${id} name`, textsOf(before)[0], textsOf(after)[0])]
    case 'phones':
      return [changeFact(`${id} field:${phoneField}`, textsOf(before), textsOf(after))]
    case 'tags':
      return itemFacts(`${id} tag`, before, after)
    case 'leads':
      return itemFacts(`${id} lead`, before, after)
    default:
      return [changeFact(`${id} ${attribute}`, textsOf(before), textsOf(after))]
  }
}

function itemFacts(about: string, before: AuditDetail['before'], after: AuditDetail['after']) {
  const [was, is] = [textsOf(before), textsOf(after)]
  return [
    ...is.filter((item) => !was.includes(item)).map((item) => `${about} + ${item}`),
    ...was.filter((item) => !is.includes(item)).map((item) => `${about} - ${item}`),
  ]
}

function textsOf(held: AuditDetail['before']): string[] {
  if (held === null || held === undefined) return []
  return typeof held === 'object' ? itemsOf(held) : [String(held)]
}

function itemsOf(value: Value): string[] {
  switch (value.kind) {
    case 'text':
      return value.values
    case 'contactPoints':
      return value.items.map((item) => item.value)
    case 'tags':
      return value.items.map((item) => item.name)
    case 'links':
      return value.items.map((item) => String(item.id))
    case 'address':
    case 'choice':
    case 'company':
    case 'companyDetails':
    case 'date':
    case 'dateTime':
    case 'files':
    case 'flag':
    case 'money':
    case 'number':
    case 'unknown':
    case 'url':
    case 'user':
      return [JSON.stringify(value)]
  }
}

/**
 * Where log and mock contradict each other: said to be done and not done, or done and not even said
 * to be possible. A contact that was created without a response has no ID in the log.
 */
export function contradictionsOf(
  mock: Facts,
  { done, unknown }: { done: Facts; unknown: Facts },
): { notDone: Facts; notRecorded: Facts } {
  const rest = [...mock]
  const notDone = done.filter((fact) => !take(rest, fact))
  const possible = [...unknown]
  const notRecorded = rest.filter(
    (fact) => !take(possible, fact) && !take(possible, fact.replace(/^\d+ created/, '? created')),
  )
  return { notDone, notRecorded }
}

function take(facts: Facts, fact: string): boolean {
  const index = facts.indexOf(fact)
  if (index >= 0) facts.splice(index, 1)
  return index >= 0
}
