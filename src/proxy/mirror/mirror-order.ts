import { sql } from 'kysely'
import { readSort, type SortTerm } from '#contract/api/sort.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { FeedContext } from '#proxy/sources/source-feed.ts'
import { storedAttribute } from './attribute-columns.ts'
import type { MirrorDialect, Sql } from './mirror-dialect.ts'

/**
 * The order of rows; `first` is null where the first attribute is never empty. Rows with a value are
 * read `from` the table of it, whose index has their order, and `id` is their ID there; `alone` is the
 * same where nothing else of contacts is needed.
 */
export type Order = Sequence & {
  first: { from: Sql; alone: Sql; isFilled: Sql; isEmpty: Sql; hasColumn: boolean } | null
}
type Sequence = {
  terms: { key: Sql; isDescending: boolean }[]
  id: Sql
  isDescending: boolean
}
export const ownId = sql.ref('c.id')
export const allContacts = sql`contacts c`

export function orderOf(sort: string, context: FeedContext, dialect: MirrorDialect): Order {
  const terms = readSort(sort).map((term) => ({
    key: sortKeySql(term, context),
    isDescending: term.direction === 'descending',
  }))
  // Ties continue in the direction of the last attribute.
  const isDescending = terms.at(-1)?.isDescending ?? false
  const [first] = readSort(sort)
  const [firstTerm, ...others] = terms
  if (!first || !firstTerm || first.field === 'id')
    return { first: null, terms, id: ownId, isDescending }
  const stored = storedAttribute(first.field, context.definitions)
  if (stored?.place !== 'items' || stored.key !== null) {
    const isFilled = sql`${firstTerm.key} is not null`
    const from = { from: allContacts, alone: allContacts }
    const isEmpty = sql`${firstTerm.key} is null`
    return {
      first: { ...from, isFilled, isEmpty, hasColumn: true },
      terms,
      id: ownId,
      isDescending,
    }
  }
  const joined = sql`field_keys k ${dialect.joinToFirst} contacts c on c.id = k.contact_id`
  return {
    first: {
      from: joined,
      alone: others.length === 0 ? sql`field_keys k` : joined,
      isFilled: sql`k.field_id = ${stored.attribute} and k.sort_key is not null`,
      isEmpty: sql`not exists (select 1 from field_keys k
        where k.field_id = ${stored.attribute} and k.contact_id = c.id and k.sort_key is not null)`,
      hasColumn: false,
    },
    terms: [{ ...firstTerm, key: sql.ref('k.sort_key') }, ...others],
    id: sql.ref('k.contact_id'),
    isDescending,
  }
}

function sortKeySql({ field }: SortTerm, { definitions }: FeedContext): Sql {
  const stored = storedAttribute(field, definitions)
  if (!stored) throw new UnsupportedError('sort', `${field} is no attribute of this source`)
  switch (stored.place) {
    case 'number':
    case 'amount':
    case 'time':
    case 'count':
      return sql.ref(`c.${stored.column}`)
    case 'text':
    case 'reference':
      return sql.ref(`c.${stored.key}`)
    case 'items':
      return stored.key === null
        ? sql`(select k.sort_key from field_keys k where k.field_id = ${stored.attribute} and k.contact_id = c.id)`
        : sql.ref(`c.${stored.key}`)
  }
}

/**
 * `isFilled`: the first attribute is never empty, so that its index gives the order. `isReversed`: from
 * the last row to the first.
 */
export function orderSql(
  { terms, id, isDescending }: Sequence,
  isFilled: boolean,
  isReversed: boolean,
): Sql {
  const directed = (key: Sql, isDown: boolean) =>
    isDown === isReversed ? sql`${key} asc` : sql`${key} desc`
  return sql.join([
    ...terms.flatMap(({ key, isDescending: isDown }, index) => [
      ...(index === 0 && isFilled ? [] : [directed(sql`(${key} is null)`, false)]),
      directed(key, isDown),
    ]),
    directed(id, isDescending),
  ])
}
