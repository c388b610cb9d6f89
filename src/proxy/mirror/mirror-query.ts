import { sql, type Kysely } from 'kysely'
import type { FacetQuery, Facets } from '#contract/api/facets.ts'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { readSort, type SortTerm } from '#contract/api/sort.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { dayAt } from '#proxy/sources/calendar.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { FeedContext, FeedNames } from '#proxy/sources/source-feed.ts'
import { storedAttribute } from './attribute-columns.ts'
import { andSql, type FilterContext, type Sql } from './condition-sql.ts'
import { filterSql, visibilitySql, type MirrorFilter } from './filter-sql.ts'
import { readContent } from './mirror-content.ts'
import { countingOf, countValues, notCounted, withoutKey } from './mirror-facets.ts'
import type { MirrorTables } from './mirror-tables.ts'

type Options = {
  db: Kysely<MirrorTables>
  /** Milliseconds. */
  now?: () => number
}

/** Rows of a page in their order, see `contact-json.ts`. */
export type FoundPage = { contacts: string[]; names: FeedNames; total: number }

const maxCached = 1000
const defaultSort = '-updatedAt'

/** Reads of a mirror: IDs first, by indexes alone, then the rows of the page. */
export function createMirrorQuery({ db, now = Date.now }: Options) {
  const counts = new Map<string, number>()
  const facets = new Map<string, Omit<Facets, 'asOf'>>()
  let cachedVersion = -1

  function forget() {
    counts.clear()
    facets.clear()
  }

  /** Statements that see the content of one moment, and how many contacts it has. */
  const atOneMoment = <Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> =>
    db.connection().execute(async (connection) => {
      await sql`begin`.execute(connection)
      try {
        const { version, count } = await readContent(connection)
        if (cachedVersion !== version || counts.size + facets.size > maxCached) forget()
        cachedVersion = version
        return await work({ connection, count })
      } finally {
        await sql`commit`.execute(connection)
      }
    })

  async function count(snapshot: Snapshot, filters: Sql[], key: string): Promise<number> {
    if (filters.length === 0) return snapshot.count
    const known = counts.get(key)
    if (known !== undefined) return known
    const found = await countRows(snapshot.connection, filters)
    counts.set(key, found)
    return found
  }

  return {
    /** To be called when the meaning of filters changes. */
    forget,
    /** A page with the exact number of matching contacts, both of one moment. */
    list: (
      query: ContactQuery,
      visibility: Visibility,
      context: FeedContext,
    ): Promise<FoundPage> => {
      const moment = { ...context, now: now() }
      const filters = [...visibilitySql(visibility), ...filterSql(query, moment)]
      const order = orderOf(query.sort ?? defaultSort, context)
      return atOneMoment(async (snapshot) => {
        const { connection } = snapshot
        const total = await count(snapshot, filters, filterKey(query, visibility, moment))
        const offset = (query.page - 1) * query.size
        const ids =
          offset < total ? await pageIds(connection, filters, order, offset, query.size) : []
        const contacts = await contactsOf(connection, ids)
        return { contacts, names: await namesOf(connection, ids), total }
      })
    },
    facets: (
      key: AttributeKey,
      { part, ...query }: MirrorFilter & Pick<FacetQuery, 'part'>,
      visibility: Visibility,
      context: FeedContext,
    ): Promise<Omit<Facets, 'asOf'>> => {
      const stored = storedAttribute(key, context.definitions)
      const counting = stored && countingOf(stored, part)
      if (!counting) throw notCounted(key, part)
      const others = withoutKey(query, key)
      const moment = { ...context, now: now() }
      const filters = [...visibilitySql(visibility), ...filterSql(others, moment)]
      const cacheKey = JSON.stringify([key, part, filterKey(others, visibility, moment)])
      return atOneMoment(async (snapshot) => {
        const { connection } = snapshot
        const known = facets.get(cacheKey)
        if (known) return known
        const total = await count(snapshot, filters, filterKey(others, visibility, moment))
        const found = { ...(await countValues(connection, counting, filters, total)), total }
        facets.set(cacheKey, found)
        return found
      })
    },
  }
}

type Snapshot = { connection: Kysely<MirrorTables>; count: number }

/** Filters by periods mean something else on the next day. */
const filterKey = (
  { page: _page, size: _size, sort: _sort, columns: _columns, ...filter }: Partial<ContactQuery>,
  visibility: Visibility,
  { now, timeZone }: FilterContext,
) => JSON.stringify([dayAt(now, timeZone), visibility, filter])

async function countRows(
  db: Kysely<MirrorTables>,
  filters: Sql[],
  from = allContacts,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${from} where ${andSql(filters)}`.execute(db)
  return rows[0]?.n ?? 0
}

/**
 * The order of rows; `first` is null where the first attribute is never empty. Rows with a value are
 * read `from` the table of it, whose index has their order, and `id` is their ID there; `alone` is the
 * same where nothing else of contacts is needed.
 */
type Order = Sequence & { first: { from: Sql; alone: Sql; isFilled: Sql; isEmpty: Sql } | null }
type Sequence = {
  terms: { key: Sql; isDescending: boolean }[]
  id: Sql
  isDescending: boolean
}
const ownId = sql.ref('c.id')
const allContacts = sql`contacts c`

function orderOf(sort: string, context: FeedContext): Order {
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
  const isEmpty = sql`${firstTerm.key} is null`
  const stored = storedAttribute(first.field, context.definitions)
  if (stored?.place !== 'items' || stored.key !== null) {
    const isFilled = sql`${firstTerm.key} is not null`
    const from = { from: allContacts, alone: allContacts }
    return { first: { ...from, isFilled, isEmpty }, terms, id: ownId, isDescending }
  }
  const joined = sql`field_keys k cross join contacts c on c.id = k.contact_id`
  return {
    first: {
      from: joined,
      alone: others.length === 0 ? sql`field_keys k` : joined,
      isFilled: sql`k.field_id = ${stored.attribute} and k.sort_key is not null`,
      isEmpty,
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
    case 'id':
      return sql.ref('c.id')
    case 'time':
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

/** Rows without a value come last in both directions: by a query of their own. */
async function pageIds(
  db: Kysely<MirrorTables>,
  filters: Sql[],
  order: Order,
  offset: number,
  size: number,
): Promise<number[]> {
  const { first } = order
  const select = selectIds(db, offset, size)
  if (first === null) return select(allContacts, ownId, filters, orderSql(order, true))
  const withValue = [first.isFilled, ...filters]
  const from = filters.length === 0 ? first.alone : first.from
  const ids = await select(from, order.id, withValue, orderSql(order, true))
  if (ids.length === size) return ids
  const before = ids.length > 0 ? offset + ids.length : await countRows(db, withValue, from)
  const rest = orderSql({ ...order, id: ownId, terms: order.terms.slice(1) }, false)
  const selectRest = selectIds(db, Math.max(0, offset - before), size - ids.length)
  const others = await selectRest(allContacts, ownId, [...filters, first.isEmpty], rest)
  return [...ids, ...others]
}

const selectIds =
  (db: Kysely<MirrorTables>, offset: number, size: number) =>
  async (from: Sql, id: Sql, filters: Sql[], order: Sql): Promise<number[]> => {
    const { rows } = await sql<{ id: number }>`
      select ${id} as id from ${from} where ${andSql(filters)}
      order by ${order} limit ${size} offset ${offset}`.execute(db)
    return rows.map((row) => row.id)
  }

/** `isFilled`: the first attribute is never empty, so that its index gives the order. */
function orderSql({ terms, id, isDescending }: Sequence, isFilled: boolean): Sql {
  const directed = (key: Sql, isDown: boolean) => (isDown ? sql`${key} desc` : sql`${key} asc`)
  return sql.join([
    ...terms.flatMap(({ key, isDescending: isDown }, index) => [
      ...(index === 0 && isFilled ? [] : [sql`${key} is null`]),
      directed(key, isDown),
    ]),
    directed(id, isDescending),
  ])
}

async function contactsOf(db: Kysely<MirrorTables>, ids: number[]): Promise<string[]> {
  const { rows } = await sql<{ contact: string }>`select b.contact
    from json_each(${JSON.stringify(ids)}) j join bodies b on b.id = j.value order by j.key`.execute(
    db,
  )
  return rows.map(({ contact }) => contact)
}

/** Names of all users, and of the companies of contacts. */
async function namesOf(db: Kysely<MirrorTables>, ids: number[]): Promise<FeedNames> {
  const { rows } = await sql<{ kind: 'user' | 'company'; id: number; name: string }>`
    select kind, id, name from names where kind = 'user'
    union all
    select kind, id, name from names where kind = 'company' and id in (select company_id
      from contacts where id in (select value from json_each(${JSON.stringify(ids)})))`.execute(db)
  const mapOf = (wanted: string) =>
    new Map(rows.flatMap(({ kind, id, name }) => (kind === wanted ? [[id, name] as const] : [])))
  return { users: mapOf('user'), companies: mapOf('company') }
}
