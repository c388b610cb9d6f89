import { sql, type Kysely } from 'kysely'
import type { FacetQuery, Facets } from '#contract/api/facets.ts'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Suggestions } from '#contract/api/suggestions.ts'
import type { TalkValues } from '#contract/api/talks.ts'
import { isTalkKey } from '#contract/model/listed-key.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { dayAt } from '#proxy/sources/calendar.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { FeedContext, FeedNames } from '#proxy/sources/source-feed.ts'
import { storedAttribute } from './attribute-columns.ts'
import { andSql, type FilterContext } from './condition-sql.ts'
import type { MirrorDatabase, MirrorDialect, Sql } from './mirror-dialect.ts'
import { filterSql, visibilitySql, type MirrorFilter } from './filter-sql.ts'
import { readContent } from './mirror-content.ts'
import { countingOf, countValues, notCounted, withGroupNames, withoutKey } from './mirror-facets.ts'
import { allContacts, orderOf, orderSql, ownId, type Order } from './mirror-order.ts'
import type { MirrorTables } from './mirror-tables.ts'
import { readTalkValues } from './talk-values.ts'
import { createSearchSuggestions } from './search-suggestions.ts'

type Options = MirrorDatabase & {
  /** Milliseconds. */
  now?: () => number
}

/** Rows of the source in their order, and the names in them. */
export type FoundBodies = { bodies: string[]; names: FeedNames }
/** Rows of a page, see `contact-json.ts`; those of the source only with a search. */
export type FoundPage = FoundBodies & {
  contacts: string[]
  talks: Map<number, TalkValues>
  total: number
}

const maxCached = 1000
const defaultSort = '-updatedAt'

/** Reads of a mirror: IDs first, by indexes alone, then the rows of the page. */
export function createMirrorQuery({ db, dialect, now = Date.now }: Options) {
  const counts = new Map<string, number>()
  const facets = new Map<string, Omit<Facets, 'asOf'>>()
  /** Others may be read at the same time. */
  let cachedVersion = -1

  function forget() {
    counts.clear()
    facets.clear()
  }

  /** Statements that see the content of one moment, and how many contacts it has. */
  const atOneMoment = <Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> =>
    db.connection().execute(async (connection) => {
      await dialect.beginReading.execute(connection)
      try {
        const { version, count } = await readContent(connection)
        if (cachedVersion !== version || counts.size + facets.size > maxCached) forget()
        cachedVersion = version
        return await work({ connection, dialect, version, count })
      } finally {
        await sql`commit`.execute(connection)
      }
    })

  async function count(snapshot: Snapshot, filters: Sql[], key: string): Promise<number> {
    if (filters.length === 0) return snapshot.count
    const known = counts.get(key)
    if (known !== undefined) return known
    const found = await countRows(snapshot.connection, filters)
    if (snapshot.version === cachedVersion) counts.set(key, found)
    return found
  }

  const momentOf = (context: FeedContext): FilterContext => ({ ...context, now: now(), dialect })
  const suggest = createSearchSuggestions(db)

  return {
    /** To be called when the meaning of filters changes. */
    forget,
    /** A page with the exact number of matching contacts, both of one moment. */
    list: (
      query: ContactQuery,
      visibility: Visibility,
      context: FeedContext,
    ): Promise<FoundPage> => {
      const moment = momentOf(context)
      const filters = [...visibilitySql(visibility, dialect), ...filterSql(query, moment)]
      const order = orderOf(query.sort ?? defaultSort, context, dialect)
      return atOneMoment(async (snapshot) => {
        const { connection } = snapshot
        const total = await count(snapshot, filters, filterKey(query, visibility, moment))
        const offset = (query.page - 1) * query.size
        const ids =
          offset < total ? await pageIds(connection, filters, order, offset, query.size) : []
        const contacts = await storedOf(snapshot, ids, 'contact')
        const bodies = query.search === '' ? [] : await storedOf(snapshot, ids, 'body')
        const hasTalks = query.attributes?.some(isTalkKey)
        const talks = hasTalks ? await readTalkValues({ db: connection, dialect }, ids) : new Map()
        return { contacts, bodies, names: await namesOf(snapshot, ids), talks, total }
      })
    },
    /** Those that are in the copy and visible, in the order of the IDs. */
    bodies: (ids: number[], visibility: Visibility): Promise<FoundBodies> =>
      atOneMoment(async (snapshot) => {
        const filters = [dialect.isIn(ownId, ids), ...visibilitySql(visibility, dialect)]
        const part = { from: allContacts, id: ownId, filters, order: ownId }
        const visible = new Set(await selectIds(snapshot.connection, part, 0, ids.length))
        const found = ids.filter((id) => visible.has(id))
        return {
          bodies: await storedOf(snapshot, found, 'body'),
          names: await namesOf(snapshot, found),
        }
      }),
    /** IDs of all that match, in the order of the query, as JSON arrays that follow one another. */
    ids: (query: ContactQuery, visibility: Visibility, context: FeedContext): Promise<string[]> => {
      const filters = [
        ...visibilitySql(visibility, dialect),
        ...filterSql(query, momentOf(context)),
      ]
      const { filled, empty } = partsOf(
        filters,
        orderOf(query.sort ?? defaultSort, context, dialect),
      )
      return atOneMoment(async (snapshot) => [
        await idsJson(snapshot, filled),
        ...(empty ? [await idsJson(snapshot, empty)] : []),
      ])
    },
    /** Other searches that find something with the same filters. */
    suggest: (
      query: MirrorFilter,
      visibility: Visibility,
      context: FeedContext,
    ): Promise<Suggestions> => {
      const moment = momentOf(context)
      return suggest(query.search, (search) => {
        const other = { ...query, search }
        const filters = [...visibilitySql(visibility, dialect), ...filterSql(other, moment)]
        const key = filterKey(other, visibility, moment)
        return atOneMoment((snapshot) => count(snapshot, filters, key))
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
      const moment = momentOf(context)
      const filters = [...visibilitySql(visibility, dialect), ...filterSql(others, moment)]
      const cacheKey = JSON.stringify([key, part, filterKey(others, visibility, moment)])
      return atOneMoment(async (snapshot) => {
        const { connection } = snapshot
        const known = facets.get(cacheKey)
        if (known) return known
        const total = await count(snapshot, filters, filterKey(others, visibility, moment))
        const counted = await countValues(connection, counting, filters, total)
        const items = key === 'group' ? withGroupNames(counted.items, context) : counted.items
        const found = { ...counted, items, total }
        if (snapshot.version === cachedVersion) facets.set(cacheKey, found)
        return found
      })
    },
  }
}

type Snapshot = {
  connection: Kysely<MirrorTables>
  dialect: MirrorDialect
  version: number
  count: number
}

/** Filters by periods mean something else on the next day. */
const filterKey = (
  {
    page: _page,
    size: _size,
    sort: _sort,
    columns: _columns,
    attributes: _attributes,
    ...filter
  }: Partial<ContactQuery>,
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

/** Contacts in an order. */
type Part = { from: Sql; id: Sql; filters: Sql[]; order: Sql }

/** Rows without a value come last in both directions: by a query of their own. */
function partsOf(filters: Sql[], order: Order): { filled: Part; empty: Part | null } {
  const { first, terms } = order
  const all = { from: allContacts, id: ownId, filters, order: orderSql(order, true) }
  if (first === null) return { filled: all, empty: null }
  return {
    filled: {
      ...all,
      from: filters.length === 0 ? first.alone : first.from,
      id: order.id,
      filters: [first.isFilled, ...filters],
    },
    empty: {
      ...all,
      filters: [...filters, first.isEmpty],
      order: orderSql({ ...order, id: ownId, terms: terms.slice(1) }, false),
    },
  }
}

async function pageIds(
  db: Kysely<MirrorTables>,
  filters: Sql[],
  order: Order,
  offset: number,
  size: number,
): Promise<number[]> {
  const { filled, empty } = partsOf(filters, order)
  const ids = await selectIds(db, filled, offset, size)
  if (ids.length === size || !empty) return ids
  const before =
    ids.length > 0 ? offset + ids.length : await countRows(db, filled.filters, filled.from)
  const others = await selectIds(db, empty, Math.max(0, offset - before), size - ids.length)
  return [...ids, ...others]
}

async function selectIds(
  db: Kysely<MirrorTables>,
  part: Part,
  offset: number,
  size: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`${selectSql(part, offset, size)}`.execute(db)
  return rows.map((row) => row.id)
}

const selectSql = ({ from, id, filters, order }: Part, offset: number, size: number | Sql): Sql =>
  sql`select ${id} as id from ${from} where ${andSql(filters)}
    order by ${order} limit ${size} offset ${offset}`

async function idsJson({ connection, dialect }: Snapshot, part: Part): Promise<string> {
  const { rows } = await sql<{ ids: string }>`${dialect.idsAsJson(
    selectSql(part, 0, dialect.noLimit),
  )}`.execute(connection)
  return rows[0]?.ids ?? '[]'
}

async function storedOf(
  { connection, dialect }: Snapshot,
  ids: number[],
  column: 'contact' | 'body',
): Promise<string[]> {
  const { rows } = await sql<{ json: string }>`select ${sql.ref(`b.${column}`)} as json
    from ${dialect.listed(ids)} join bodies b on b.id = j.value order by j.key`.execute(connection)
  return rows.map(({ json }) => json)
}

/** Names of all users, and of the companies of contacts: a look at each, as many as a page has. */
async function namesOf({ connection, dialect }: Snapshot, ids: number[]): Promise<FeedNames> {
  const { rows } = await sql<{ kind: 'user' | 'company'; id: number; name: string | null }>`
    select kind, id, name from names where kind = 'user'
    union all
    select 'company' as kind, d.id, (select n.name from names n
      where n.kind = 'company' and n.id = d.id) as name
    from (select distinct c.company_id as id from contacts c
      where ${dialect.isIn(ownId, ids)} and c.company_id is not null) d`.execute(connection)
  const mapOf = (wanted: string) =>
    new Map(
      rows.flatMap(({ kind, id, name }) =>
        kind === wanted && name !== null ? [[id, name] as const] : [],
      ),
    )
  return { users: mapOf('user'), companies: mapOf('company') }
}
