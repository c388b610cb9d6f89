import { sql, type Kysely } from 'kysely'
import type { FacetPart, FacetQuery, Facets } from '#contract/api/facets.ts'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { readSort, type SortTerm } from '#contract/api/sort.ts'
import { conditionsOf, operatorsFor, type Condition } from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { dayAt } from '#proxy/sources/calendar.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { FeedContext, FeedNames } from '#proxy/sources/source-feed.ts'
import { storedAttribute, type StoredAttribute } from './attribute-columns.ts'
import { andSql, type FilterContext, type Sql } from './condition-sql.ts'
import { filterSql, visibilitySql, type MirrorFilter } from './filter-sql.ts'
import { readContent } from './mirror-content.ts'
import { itemAttributes, type MirrorTables } from './mirror-tables.ts'

type Options = {
  db: Kysely<MirrorTables>
  /** Milliseconds. */
  now?: () => number
}

/** Rows of a page in their order, as JSON of the source. */
export type FoundPage = { bodies: string[]; names: FeedNames; total: number }

const maxCached = 1000
const maxFacets = 250
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
        const bodies = await bodiesOf(connection, ids)
        return { bodies, names: await namesOf(connection, ids), total }
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
        const { rows } = await sql<{ value: string | number; label: string | null; count: number }>`
          select ${counting.value} as value, min(${counting.label}) as label, count(*) as count
          from ${counting.from} where ${andSql([counting.test, ...filters])}
          group by 1 order by count desc, value limit ${maxFacets + 1}`.execute(connection)
        const filled = await countRows(connection, [...filters, counting.filled])
        const items = rows.slice(0, maxFacets).map((row) => ({ ...row, value: String(row.value) }))
        const found = { items, hasMore: rows.length > maxFacets, empty: total - filled, total }
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

async function countRows(db: Kysely<MirrorTables>, filters: Sql[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from contacts c where ${andSql(filters)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** The order of rows; `first` is null for the first attribute where it is never empty. */
type Order = Sequence & { first: Sql | null }
type Sequence = { terms: { key: Sql; isDescending: boolean }[]; isDescending: boolean }

function orderOf(sort: string, context: FeedContext): Order {
  const terms = readSort(sort).map((term) => ({
    key: sortKeySql(term, context),
    isDescending: term.direction === 'descending',
  }))
  const [first] = readSort(sort)
  return {
    first: first?.field === 'id' ? null : (terms[0]?.key ?? null),
    terms,
    // Ties continue in the direction of the last attribute.
    isDescending: terms.at(-1)?.isDescending ?? false,
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
  if (first === null) return selectIds(db, filters, orderSql(order, true), offset, size)
  const withValue = [...filters, sql`${first} is not null`]
  const ids = await selectIds(db, withValue, orderSql(order, true), offset, size)
  if (ids.length === size) return ids
  const before = ids.length > 0 ? offset + ids.length : await countRows(db, withValue)
  const rest = orderSql({ ...order, terms: order.terms.slice(1) }, false)
  const withoutValue = [...filters, sql`${first} is null`]
  const skipped = Math.max(0, offset - before)
  return [...ids, ...(await selectIds(db, withoutValue, rest, skipped, size - ids.length))]
}

async function selectIds(
  db: Kysely<MirrorTables>,
  filters: Sql[],
  order: Sql,
  offset: number,
  size: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select c.id from contacts c where ${andSql(filters)}
    order by ${order} limit ${size} offset ${offset}`.execute(db)
  return rows.map(({ id }) => id)
}

/** `isFilled`: the first attribute is never empty, so that its index gives the order. */
function orderSql({ terms, isDescending }: Sequence, isFilled: boolean): Sql {
  const directed = (key: Sql, isDown: boolean) => (isDown ? sql`${key} desc` : sql`${key} asc`)
  return sql.join([
    ...terms.flatMap(({ key, isDescending: isDown }, index) => [
      ...(index === 0 && isFilled ? [] : [sql`${key} is null`]),
      directed(key, isDown),
    ]),
    directed(sql.ref('c.id'), isDescending),
  ])
}

async function bodiesOf(db: Kysely<MirrorTables>, ids: number[]): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`select b.body
    from json_each(${JSON.stringify(ids)}) j join bodies b on b.id = j.value order by j.key`.execute(
    db,
  )
  return rows.map(({ body }) => body)
}

const partItems = { domain: 'emailDomains', country: 'callingCodes' } as const

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

type Counting = { value: Sql; label: Sql; from: Sql; test: Sql; filled: Sql }

const notCounted = (key: AttributeKey, part: FacetPart | undefined) =>
  part === undefined
    ? new UnsupportedError('key', `the values of ${key} are not counted`)
    : new UnsupportedError('part', `${key} has no ${part}`)

/** How the values of an attribute are counted; undefined for those that are not. */
function countingOf(stored: StoredAttribute, part: FacetPart | undefined): Counting | undefined {
  if (part !== undefined && !operatorsFor(stored).includes(part)) return undefined
  if (stored.place === 'reference') {
    const value = sql.ref(`c.${stored.column}`)
    const isFilled = sql`${value} is not null`
    const names = sql`(select n.name from names n where n.kind = ${stored.names} and n.id = ${value})`
    return { value, label: names, from: sql`contacts c`, test: isFilled, filled: isFilled }
  }
  if (stored.place !== 'items') return undefined
  const attribute = part === undefined ? stored.attribute : itemAttributes[partItems[part]]
  return {
    value: sql.ref('i.value'),
    label: stored.kind === 'tags' ? sql.ref('i.value') : sql`coalesce(i.label, i.value)`,
    from: sql`items i join contacts c on c.id = i.contact_id`,
    test: sql`i.attribute = ${attribute}`,
    filled: sql`exists (select 1 from items f where f.contact_id = c.id and f.attribute = ${attribute})`,
  }
}

/**
 * Conditions on the counted attribute do not restrict its own values; groups with another attribute
 * do.
 */
function withoutKey(query: MirrorFilter, key: AttributeKey): MirrorFilter {
  const { responsible, createdBy, updatedBy, fields, where, ...others } = query
  const isOther = (condition: Condition) => condition.key !== key
  return {
    ...others,
    ...(responsible && key !== 'responsible' && { responsible }),
    ...(createdBy && key !== 'createdBy' && { createdBy }),
    ...(updatedBy && key !== 'updatedBy' && { updatedBy }),
    ...(fields && { fields: fields.filter(({ id }) => fieldKey(id) !== key) }),
    ...(where && { where: where.filter((term) => conditionsOf(term).some(isOther)) }),
  }
}
