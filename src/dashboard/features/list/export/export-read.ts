import type { Contact, UnreadableRow } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { canReadById, readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { scanContacts } from '#dashboard/domain/contacts-full-scan.ts'

/** One response: the contacts to write, and the progress. */
type Step = {
  contacts: Contact[]
  unreadable: UnreadableRow[]
  read: number
  total: number | null
  /** Of when the local copy is that the contacts are from; null: read from the source. */
  asOf: string | null
}

/** `exported`: the ID of the export, which each of its pages names. */
type Reading = { source: Source; query: ContactsQuery; signal: AbortSignal; exported: string }

/** Everything that matches; throws if it cannot be read completely. */
export async function* readMatching(reading: Reading): AsyncGenerator<Step, void> {
  let read = 0
  for await (const { contacts, unreadable, total, asOf } of scanContacts(reading)) {
    read += contacts.length
    yield { contacts, unreadable, read, total, asOf }
  }
}

/** The current data of the selected contacts, regardless of filters. Deleted ones are omitted. */
export function readSelected(reading: Reading, ids: number[]): AsyncGenerator<Step, void> {
  const whole = { ...reading, query: { ...reading.query, search: '', filters: {} } }
  return canReadById(reading.source) ? askFor(whole, ids) : pickFrom(whole, ids)
}

async function* askFor({ source, query, signal, exported }: Reading, ids: number[]) {
  const { columns } = query
  const reading = readContactsById({ source, ids, columns, signal, exported, priority: 'bulk' })
  for await (const { contacts, unreadable, asked } of reading)
    yield { contacts, unreadable, read: asked, total: ids.length, asOf: null }
}

/** A source without a filter by IDs is scanned until all contacts are found. */
async function* pickFrom(reading: Reading, ids: number[]): AsyncGenerator<Step, void> {
  const missing = new Set(ids)
  for await (const { contacts, ...step } of readMatching(reading)) {
    yield { ...step, contacts: contacts.filter(({ id }) => missing.delete(id)) }
    if (missing.size === 0) return
  }
}
