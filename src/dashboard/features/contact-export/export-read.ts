import { contactPage, type Contact } from '#contract/api/contacts.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toParameters, type ContactsQuery } from '#dashboard/lib/contacts-search.ts'
import { FilterIgnoredError, walkContacts } from '#dashboard/lib/contacts-walk.ts'

/** One answer: the contacts to write down, and how far the reading has come. */
type Step = { contacts: Contact[]; read: number; total: number | null }

type Reading = { source: string; can: Capabilities; query: ContactsQuery; signal: AbortSignal }

/** Everything that matches; throws where that cannot be had whole. */
export async function* readMatching(reading: Reading): AsyncGenerator<Step, void> {
  let read = 0
  for await (const { contacts, total } of walkContacts(reading)) {
    read += contacts.length
    yield { contacts, read, total }
  }
}

/** The chosen as they are now, whatever the list is narrowed by. Who is gone is left out. */
export function readChosen(reading: Reading, ids: number[]): AsyncGenerator<Step, void> {
  const whole = { ...reading, query: { ...reading.query, search: '', filters: {} } }
  return reading.can.filters.includes('ids') ? askFor(whole, ids) : pickFrom(whole, ids)
}

const mostIds = 250 // what the proxy takes at once

async function* askFor(reading: Reading, ids: number[]): AsyncGenerator<Step, void> {
  const { source, can, signal } = reading
  const size = Math.min(mostIds, Math.max(...can.pageSizes))
  for (let from = 0; from < ids.length; from += size) {
    const asked = ids.slice(from, from + size)
    const filters = { ids: asked.join(',') }
    const params = toParameters({ ...reading.query, filters, page: 1, size }, Date.now())
    const answer = await request(contactPage, `/api/sources/${source}/contacts?${params}`, {
      signal,
      priority: 'bulk',
    })
    if (!answer.filterApplied) throw new FilterIgnoredError()
    const found = new Map(answer.items.map((contact) => [contact.id, contact]))
    const contacts = asked.flatMap((id) => found.get(id) ?? [])
    yield { contacts, read: from + asked.length, total: ids.length }
  }
}

/** Where a source cannot be asked for ids, it is read until all are found. */
async function* pickFrom(reading: Reading, ids: number[]): AsyncGenerator<Step, void> {
  const missing = new Set(ids)
  for await (const { contacts, read, total } of readMatching(reading)) {
    yield { contacts: contacts.filter(({ id }) => missing.delete(id)), read, total }
    if (missing.size === 0) return
  }
}
