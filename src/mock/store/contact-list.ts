import {
  conditionsOf,
  type Condition,
  type ContactFilter,
  type ListScope,
} from './contact-filter.ts'
import type { Contact } from './contact.ts'
import { listingOf } from './contact-table.ts'
import type { Database } from './database.ts'
import { createOrderIndex, type OrderIndex, type OrderKey } from './order-index.ts'

export const contactOrders = ['id', 'updated_at', 'created_at', 'name'] as const
export type ContactOrder = (typeof contactOrders)[number]

export type ContactQuery = {
  filter: ContactFilter
  order: ContactOrder
  descending: boolean
  offset: number
  limit: number
}

const columns = {
  id: { column: 'id', index: 'contacts_by_id' },
  updated_at: { column: 'updated_at', index: 'contacts_by_updated' },
  created_at: { column: 'created_at', index: 'contacts_by_created' },
  name: { column: 'sort_name', index: 'contacts_by_name' },
} as const

/**
 * Up to this many rows, fetching and sorting is as fast as scanning in order: fetching n costs n,
 * scanning for 250 of n among all costs 250 × all ÷ n.
 */
const maxSelectiveRows = (all: number) => Math.max(1000, Math.ceil(Math.sqrt(300 * all)))

type Found = { rows: OrderKey[]; isScanned: boolean }
/** The first row of a page, and whether it was found by scanning in order. */
type PageStart = OrderKey & { isScanned: boolean }

const maxShallowOffset = 3000 // up to here a page of a filtered list is found by scanning from the start

/** Selects the ids of a page of contacts from narrow tables and indexes. */
export function createContactList(db: Database, scope: ListScope) {
  const shown = scope === 'v4' ? 'shown = 1' : 'shown > 0'
  const isListed = (contact: Contact) =>
    scope === 'v4' ? listingOf(contact) === 1 : listingOf(contact) > 0
  const makeIndex = (order: ContactOrder) =>
    createOrderIndex(db, 'contacts', columns[order].column, shown)
  const orderIndexes: Record<ContactOrder, OrderIndex> = {
    id: makeIndex('id'),
    updated_at: makeIndex('updated_at'),
    created_at: makeIndex('created_at'),
    name: makeIndex('name'),
  }
  const clearCache = () => contactOrders.forEach((order) => orderIndexes[order].clearCache())
  db.onRollback(clearCache)
  // Ids of long filtered lists, cached until the next write.
  const scannedIds = new Map<string, number[]>()
  // Where the next page of a filtered list starts, cached until the next write.
  const pageStarts = new Map<string, PageStart>()

  function unfilteredIds({ order, descending, offset, limit }: ContactQuery) {
    const { column } = columns[order]
    const orderIndex = orderIndexes[order]
    const first = descending ? Math.max(0, orderIndex.count() - offset - limit) : offset
    const rows = descending ? Math.min(limit, orderIndex.count() - offset) : limit
    if (rows <= 0) return []
    const start = orderIndex.at(first)
    if (!start) return []
    const found =
      order === 'id'
        ? idsOf(
            `select id from contacts where ${shown} and id >= ? order by id limit ?`,
            start.id,
            rows,
          )
        : idsOf(
            `select id from contacts where ${shown} and (${column}, id) >= (?, ?) order by ${column}, id limit ?`,
            start.key,
            start.id,
            rows,
          )
    return descending ? found.toReversed() : found
  }

  const idsOf = (text: string, ...params: (string | number)[]) =>
    db.all<{ id: number }>(text, ...params).map(({ id }) => id)

  /** The most selective condition of the filter, if it is selective enough. */
  function mostSelective(conditions: Condition[]) {
    const maxRows = maxSelectiveRows(orderIndexes.id.count())
    let best: { condition: Condition; rows: number } | undefined
    for (const condition of conditions) {
      if (!condition.find) continue
      const probe = `select count(*) as n from (${condition.find} limit ${maxRows + 1})`
      const rows = db.get<{ n: number }>(probe, ...(condition.findParams ?? []))?.n ?? 0
      if (rows <= maxRows && rows < (best?.rows ?? Infinity)) best = { condition, rows }
    }
    return best?.condition
  }

  function filteredRows(query: ContactQuery, conditions: Condition[], start?: PageStart): Found {
    const { column, index } = columns[query.order]
    const direction = query.descending ? 'desc' : 'asc'
    const listed = query.filter.trashed ? 'c.trashed = 1' : `c.${shown}`
    const isScanned = query.filter.trashed || start?.isScanned
    const selective = isScanned ? undefined : mostSelective(conditions)
    // The condition that selected the rows need not be tested again.
    const others = conditions.filter((condition) => condition !== selective)
    const comparison = query.descending ? '<=' : '>='
    const from = start ? [`(c.${column}, c.id) ${comparison} (?, ?)`] : []
    const tests = [listed, ...others.map(({ test }) => test), ...from].join(' and ')
    const testParams = others.flatMap((condition) => condition.testParams)
    if (start) testParams.push(start.key, start.id)
    const select = `select c.id, c.${column} as key`
    const offset = start ? 0 : query.offset
    const end = `where ${tests} order by c.${column} ${direction}, c.id ${direction} limit ? offset ?`
    if (query.filter.trashed) {
      const text = `${select} from contacts c indexed by contacts_trashed ${end}`
      return { rows: db.all(text, ...testParams, query.limit, offset), isScanned: true }
    }
    if (selective?.find) {
      const text = `${select} from (${selective.find}) f cross join contacts c on c.id = f.id ${end}`
      const params = [...(selective.findParams ?? []), ...testParams, query.limit, offset]
      return { rows: db.all(text, ...params), isScanned: false }
    }
    // The partial indexes have the contacts of v4 only.
    const hint = scope === 'v4' ? `indexed by ${index}` : 'not indexed'
    const text = `${select} from contacts c ${hint} ${end}`
    return { rows: db.all(text, ...testParams, query.limit, offset), isScanned: true }
  }

  return {
    ids(query: ContactQuery): number[] {
      const conditions = conditionsOf(query.filter, scope)
      if (conditions.length === 0 && !query.filter.trashed) return unfilteredIds(query)
      const { offset, limit, ...rest } = query
      const key = JSON.stringify(rest)
      const start = pageStarts.get(`${offset} ${key}`)
      if (start || offset < maxShallowOffset) {
        const { rows, isScanned } = filteredRows(query, conditions, start)
        const last = rows.at(-1) // one row more than the page is fetched: the first of the next page
        if (pageStarts.size > 1000) pageStarts.clear()
        if (last && rows.length === limit) {
          pageStarts.set(`${offset + limit - 1} ${key}`, { ...last, isScanned })
        }
        return rows.map(({ id }) => id)
      }
      let all = scannedIds.get(key)
      if (!all) {
        all = filteredRows({ ...query, offset: 0, limit: -1 }, conditions).rows.map(({ id }) => id)
        if (scannedIds.size >= 8) scannedIds.clear()
        scannedIds.set(key, all)
      }
      return all.slice(offset, offset + limit)
    },
    count: () => orderIndexes.id.count(),
    /** To be called after a write; `before` is missing for a new contact, `after` for a deleted one. */
    changed(before: Contact | undefined, after: Contact | undefined) {
      scannedIds.clear()
      pageStarts.clear()
      for (const order of contactOrders) {
        const removed = before && isListed(before) ? orderKeyOf(order, before) : undefined
        const added = after && isListed(after) ? orderKeyOf(order, after) : undefined
        if (removed && added && removed.key === added.key) continue
        if (removed) orderIndexes[order].removed(removed)
        if (added) orderIndexes[order].added(added)
      }
    },
    clearCache() {
      scannedIds.clear()
      pageStarts.clear()
      clearCache()
    },
  }
}

function orderKeyOf(order: ContactOrder, contact: Contact) {
  const key = order === 'name' ? contact.name.toLowerCase() : contact[order]
  return { key, id: contact.id }
}
