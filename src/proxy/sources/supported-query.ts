import type { ContactQuery } from '#contract/api/contacts.ts'
import { filterName } from '#contract/api/filters.ts'
import { readSort, type SortTerm } from '#contract/api/sort.ts'
import { conditionsOf } from '#contract/api/where.ts'
import { isTalkKey } from '#contract/model/talk-key.ts'
import { isFieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

/** Throws `UnsupportedError` for the first parameter of a query that a source does not support. */
export function checkSupported(query: ContactQuery, can: Capabilities): void {
  const maxRows = Math.max(...can.pageSizes)
  if (query.size > maxRows) throw new UnsupportedError('size', `at most ${maxRows}`)
  if (query.search && !can.search) throw new UnsupportedError('search', 'this source cannot search')
  if (query.sort) checkSort(query.sort, can)
  if (query.where && !can.operators)
    throw new UnsupportedError('where', 'this source cannot compare by operators')
  checkKnown('where', keysOf(query), can)
  const unknown = query.attributes?.find((key) => !can.knows.more?.includes(key))
  if (unknown) throw new UnsupportedError('attributes', `this source does not list ${unknown}`)
  for (const name of filterName.options)
    if (query[name] !== undefined && !can.filters.includes(name))
      throw new UnsupportedError(name, 'this source cannot filter by it')
}

/** Throws for attributes that nothing is known of yet: no contact may be said to have none. */
export function checkKnown(parameter: string, keys: AttributeKey[], { knows }: Capabilities) {
  const hidden = keys.find((key) => isTalkKey(key) && !knows.more?.includes(key))
  if (hidden) throw new UnsupportedError(parameter, `${hidden} is not known yet`)
}

/** The attributes that a query filters by with operators. */
export const keysOf = ({ where = [] }: Pick<ContactQuery, 'where'>): AttributeKey[] =>
  where.flatMap(conditionsOf).map(({ key }) => key)

function checkSort(sort: string, { sorts, sortsFields, maxSorts }: Capabilities) {
  const terms = readSort(sort)
  const isSupported = ({ field }: SortTerm) =>
    isFieldKey(field) ? sortsFields : sorts.includes(field)
  if (!terms.every(isSupported))
    throw new UnsupportedError('sort', `one of: ${sorts.join(', ') || 'none'}`)
  if (terms.length > maxSorts) throw new UnsupportedError('sort', `at most ${maxSorts}`)
}
