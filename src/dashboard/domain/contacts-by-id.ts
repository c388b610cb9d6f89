import { contactPage, type Contact, type UnreadableRow } from '#contract/api/contacts.ts'
import { maxIds } from '#contract/api/filters.ts'
import type { Source } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toParameters, type ContactsQuery } from './contacts-search.ts'

/** The account ignored a filter or the search: its pages are not "all that match". */
export class FilterIgnoredError extends Error {
  override name = 'FilterIgnoredError'
}

type Reading = {
  source: Source
  ids: number[]
  /** Ids of the custom fields to include. */
  columns: number[]
  /** Attributes that rows include only when they are asked for. */
  attributes?: ContactsQuery['attributes']
  signal?: AbortSignal | undefined
  /** Omitted if the user waits for the result. */
  priority?: 'bulk'
  /** The local copy will do; by default they are read from the source, because changes are based on them. */
  mayBeCopied?: boolean
}

type ReadById = {
  contacts: Contact[]
  /** Rows that could not be read. */
  unreadable: UnreadableRow[]
  asked: number
}

/** Whether a source can be queried by contact ids. */
export const canReadById = ({ capabilities }: Pick<Source, 'capabilities'>): boolean =>
  capabilities.filters.includes('ids')

/**
 * The current contacts, in the order of their IDs, in batches of one request; deleted ones are
 * omitted. `asked`: how many of the IDs have been requested so far.
 */
export async function* readContactsById({
  source,
  ids,
  columns,
  attributes,
  signal,
  priority,
  mayBeCopied = false,
}: Reading): AsyncGenerator<ReadById, void> {
  const size = Math.min(maxIds, Math.max(...source.capabilities.pageSizes))
  for (let index = 0; index < ids.length; index += size) {
    const part = ids.slice(index, index + size)
    const filters = { ids: part.join(',') }
    const params = toParameters({
      page: 1,
      size,
      search: '',
      sort: undefined,
      filters,
      columns,
      ...(attributes && { attributes }),
    })
    if (source.capabilities.mirror && !mayBeCopied) params.set('from', 'source')
    const page = await request(contactPage, `/api/sources/${source.id}/contacts?${params}`, {
      ...(signal && { signal }),
      ...(priority && { priority }),
    })
    if (!page.filterApplied) throw new FilterIgnoredError()
    const found = new Map(page.items.map((contact) => [contact.id, contact]))
    const contacts = part.flatMap((id) => found.get(id) ?? [])
    yield { contacts, unreadable: page.unreadable, asked: index + part.length }
  }
}
