import type { ContactQuery } from '#contract/api/contacts.ts'
import { filterName } from '#contract/api/filters.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

/** Throws `UnsupportedError` for the first parameter of a query that a source does not support. */
export function checkSupported(query: ContactQuery, can: Capabilities): void {
  const maxRows = Math.max(...can.pageSizes)
  if (query.size > maxRows) throw new UnsupportedError('size', `at most ${maxRows}`)
  if (query.search && !can.search) throw new UnsupportedError('search', 'this source cannot search')
  if (query.sort && !can.sorts.includes(readSort(query.sort).field))
    throw new UnsupportedError('sort', `one of: ${can.sorts.join(', ') || 'none'}`)
  for (const name of filterName.options)
    if (query[name] !== undefined && !can.filters.includes(name))
      throw new UnsupportedError(name, 'this source cannot filter by it')
}
