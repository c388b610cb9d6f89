import { contactPage, type Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { FilterIgnoredError } from '#dashboard/lib/contacts-walk.ts'
import { toParameters } from '#dashboard/lib/contacts-search.ts'

const mostIds = 250 // of one request

type Reading = {
  source: Source
  ids: number[]
  /** Custom fields, by id, that are wanted with them. */
  columns: number[]
  signal: AbortSignal
  onRead: (asked: number) => void
}

/** Whether a source tells contacts by their ids, so that they can be read anew. */
export const canReadAnew = ({ capabilities }: Source): boolean =>
  capabilities.filters.includes('ids')

/** The contacts as they are now, by id; who is missing is gone. After everybody else's reads. */
export async function readAnew(reading: Reading): Promise<Map<number, Contact>> {
  const { source, ids, columns, signal, onRead } = reading
  const size = Math.min(mostIds, Math.max(...source.capabilities.pageSizes))
  const found = new Map<number, Contact>()
  for (let at = 0; at < ids.length; at += size) {
    const chunk = ids.slice(at, at + size)
    const filters = { ids: chunk.join(',') }
    const query = { page: 1, size, search: '', sort: undefined, filters, columns }
    const params = toParameters(query, 0)
    const page = await request(contactPage, `/api/sources/${source.id}/contacts?${params}`, {
      signal,
      priority: 'bulk',
    })
    if (!page.filterApplied) throw new FilterIgnoredError()
    for (const contact of page.items) found.set(contact.id, contact)
    onRead(Math.min(at + size, ids.length))
  }
  return found
}
