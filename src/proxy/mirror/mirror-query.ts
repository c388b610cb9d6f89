import { sql, type Kysely } from 'kysely'
import type { FacetQuery, Facets } from '#contract/api/facets.ts'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Suggestions } from '#contract/api/suggestions.ts'
import type { TalkValues } from '#contract/api/talks.ts'
import { isTalkKey } from '#contract/model/talk-key.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { dayAt } from '#proxy/sources/calendar.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { FeedContext, FeedNames } from '#proxy/sources/source-feed.ts'
import { storedAttribute } from './attribute-columns.ts'
import { unknownSql, type FilterContext } from './condition-sql.ts'
import { companyIn } from './contact-json.ts'
import type { MirrorDatabase, MirrorDialect, Sql } from './mirror-dialect.ts'
import { filterSql, visibilitySql, type MirrorFilter } from './filter-sql.ts'
import { readContent } from './mirror-content.ts'
import { countingOf, countValues, notCounted, withGroupNames, withoutKey } from './mirror-facets.ts'
import { allContacts, orderOf, ownId } from './mirror-order.ts'
import { countRows, pageIds, partsOf, selectIds, selectSql, type Part } from './page-ids.ts'
import { createNameReading } from './row-names.ts'
import type { MirrorTables } from './mirror-tables.ts'
import { namedParts } from './search-sql.ts'
import { chatsOf } from './stored-rows.ts'
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
  ids: number[]
  contacts: string[]
  /** Numbers of the chats of the contacts, if they were asked for. */
  chats: (number | null)[] | null
  /** What the talks of those say that have had some, if it was asked for. */
  talks: ReadonlyMap<number, TalkValues> | null
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

  const names = createNameReading()

  function forget() {
    counts.clear()
    facets.clear()
    names.forget()
  }

  /** Statements that see the content of one moment, and how many contacts it has. */
  const atOneMoment = <Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> =>
    db.connection().execute(async (connection) => {
      await dialect.beginReading.execute(connection)
      try {
        const { version, count } = await readContent(connection)
        if (cachedVersion !== version || counts.size + facets.size > maxCached) forget()
        cachedVersion = version
        const result = await work({ connection, dialect, version, count })
        await sql`commit`.execute(connection)
        return result
      } catch (error) {
        // Some errors, such as that of a damaged file, end it by themselves: they are what is told.
        await sql`rollback`.execute(connection).catch(() => undefined)
        throw error
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
  async function filtersOf(
    query: MirrorFilter,
    visibility: Visibility,
    moment: FilterContext,
    connection: Kysely<MirrorTables>,
  ): Promise<Sql[]> {
    const named = await namedParts(query.search, connection, dialect)
    return [...visibilitySql(visibility, dialect), ...filterSql(query, moment, named)]
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
      const moment = momentOf(context)
      const order = orderOf(query.sort ?? defaultSort, context, dialect)
      return atOneMoment(async (snapshot) => {
        const { connection } = snapshot
        const filters = await filtersOf(query, visibility, moment, connection)
        const total = await count(snapshot, filters, filterKey(query, visibility, moment))
        const offset = (query.page - 1) * query.size
        const wanted = { offset, size: Math.min(query.size, total - offset), total }
        const ids = wanted.size > 0 ? await pageIds(connection, filters, order, wanted) : []
        const contacts = await storedOf(snapshot, ids, 'contact')
        const bodies = query.search === '' ? [] : await storedOf(snapshot, ids, 'body')
        const found = await names.read(snapshot, contacts.map(companyIn))
        const chats = query.attributes?.includes('chats') ? await chatsOf(snapshot, ids) : null
        const hasTalks = query.attributes?.some(isTalkKey)
        const talks = hasTalks ? await readTalkValues({ db: connection, dialect }, ids) : null
        return { ids, contacts, bodies, chats, talks, names: found, total }
      })
    },
    /** Those that are in the copy and visible, in the order of the IDs. */
    bodies: (ids: number[], visibility: Visibility): Promise<FoundBodies> =>
      atOneMoment(async (snapshot) => {
        const filters = [dialect.isIn(ownId, ids), ...visibilitySql(visibility, dialect)]
        const part = { from: allContacts, id: ownId, filters, order: ownId, reversed: ownId }
        const visible = new Set(await selectIds(snapshot.connection, part, 0, ids.length))
        const found = ids.filter((id) => visible.has(id))
        return {
          bodies: await storedOf(snapshot, found, 'body'),
          names: await names.read(snapshot, await companiesOf(snapshot, found)),
        }
      }),
    /** IDs of all that match, in the order of the query, as JSON arrays that follow one another. */
    ids: (query: ContactQuery, visibility: Visibility, context: FeedContext): Promise<string[]> => {
      const moment = momentOf(context)
      const order = orderOf(query.sort ?? defaultSort, context, dialect)
      return atOneMoment(async (snapshot) => {
        const filters = await filtersOf(query, visibility, moment, snapshot.connection)
        const { filled, empty } = partsOf(filters, order)
        return [await idsJson(snapshot, filled), ...(empty ? [await idsJson(snapshot, empty)] : [])]
      })
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
        const key = filterKey(other, visibility, moment)
        return atOneMoment(async (snapshot) =>
          count(snapshot, await filtersOf(other, visibility, moment, snapshot.connection), key),
        )
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
      const cacheKey = JSON.stringify([key, part, filterKey(others, visibility, moment)])
      return atOneMoment(async (snapshot) => {
        const { connection } = snapshot
        const known = facets.get(cacheKey)
        if (known) return known
        const filters = await filtersOf(others, visibility, moment, connection)
        const total = await count(snapshot, filters, filterKey(others, visibility, moment))
        const counted = await countValues(connection, counting, filters, total)
        const items = key === 'group' ? withGroupNames(counted.items, context) : counted.items
        const isPartly = context.partlyKnown?.some((one) => one === key) ?? false
        const unknown = isPartly
          ? await countRows(connection, [...filters, unknownSql(key, dialect)])
          : 0
        const found = {
          ...counted,
          items,
          total,
          empty: counted.empty - unknown,
          ...(isPartly && { unknown }),
        }
        if (snapshot.version === cachedVersion) facets.set(cacheKey, found)
        return found
      })
    },
  }
}

/** The content of one moment. */
export type Snapshot = {
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

async function companiesOf(
  { connection, dialect }: Snapshot,
  ids: number[],
): Promise<(number | null)[]> {
  const { rows } = await sql<{ company: number | null }>`select c.company_id as company
    from contacts c where ${dialect.isIn(ownId, ids)}`.execute(connection)
  return rows.map(({ company }) => company)
}
