import { sql, type Kysely } from 'kysely'
import { andSql } from './condition-sql.ts'
import type { Sql } from './mirror-dialect.ts'
import { allContacts, orderSql, ownId, type Order } from './mirror-order.ts'
import type { MirrorTables } from './mirror-tables.ts'

export async function countRows(
  db: Kysely<MirrorTables>,
  filters: Sql[],
  from = allContacts,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${from} where ${andSql(filters)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Contacts in an order. */
export type Part = { from: Sql; id: Sql; filters: Sql[]; order: Sql; reversed: Sql }

/** Rows without a value come last in both directions: by a query of their own. */
export function partsOf(filters: Sql[], order: Order): { filled: Part; empty: Part | null } {
  const { first, terms } = order
  const inOrder = (sequence: Order, isFilled: boolean) => ({
    order: orderSql(sequence, isFilled, false),
    reversed: orderSql(sequence, isFilled, true),
  })
  const all = { from: allContacts, id: ownId, filters, ...inOrder(order, true) }
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
      ...inOrder({ ...order, id: ownId, terms: terms.slice(1) }, false),
    },
  }
}

/** Rows of an order of `total`; `size` of them are there. */
type Wanted = { offset: number; size: number; total: number }

/** From the nearer end, because rows before a page are read as well. */
export async function pageIds(
  db: Kysely<MirrorTables>,
  filters: Sql[],
  order: Order,
  wanted: Wanted,
): Promise<number[]> {
  const { filled, empty } = partsOf(filters, order)
  if (!empty) return idsIn(db, filled, wanted)
  const { offset, size, total } = wanted
  if (offset <= total - offset - size) {
    const ids = await selectIds(db, filled, offset, size)
    if (ids.length === size) return ids
    if (ids.length > 0) return [...ids, ...(await selectIds(db, empty, 0, size - ids.length))]
  } else {
    const ids = await lastIds(db, empty, total - offset - size, size)
    if (ids.length === size) return ids
    if (ids.length > 0) return [...(await lastIds(db, filled, 0, size - ids.length)), ...ids]
  }
  const first = await filledRows(db, { filled, empty, wanted, order })
  const before = Math.min(size, Math.max(0, first - offset))
  return [
    ...(await idsIn(db, filled, { offset, size: before, total: first })),
    ...(await idsIn(db, empty, {
      offset: Math.max(0, offset - first),
      size: size - before,
      total: total - first,
    })),
  ]
}

async function idsIn(
  db: Kysely<MirrorTables>,
  part: Part,
  { offset, size, total }: Wanted,
): Promise<number[]> {
  if (size === 0) return []
  const behind = total - offset - size
  return offset <= behind ? selectIds(db, part, offset, size) : lastIds(db, part, behind, size)
}

/** Those before the last ones, `behind` of them. */
async function lastIds(
  db: Kysely<MirrorTables>,
  part: Part,
  behind: number,
  size: number,
): Promise<number[]> {
  const reversed = await selectIds(db, { ...part, order: part.reversed }, behind, size)
  return reversed.toReversed()
}

/**
 * The number of rows with a value, counted by those of which there are fewer: towards the end there
 * are fewer without one than before it. Which rows lack a value of a table of values is known by
 * looking at each row.
 */
async function filledRows(
  db: Kysely<MirrorTables>,
  asked: { filled: Part; empty: Part; wanted: Wanted; order: Order },
): Promise<number> {
  const { filled, empty, wanted, order } = asked
  const isNearEnd = wanted.offset > wanted.total - wanted.offset - wanted.size
  if (isNearEnd && order.first?.hasColumn)
    return wanted.total - (await countRows(db, empty.filters, empty.from))
  return countRows(db, filled.filters, filled.from)
}

export async function selectIds(
  db: Kysely<MirrorTables>,
  part: Part,
  offset: number,
  size: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`${selectSql(part, offset, size)}`.execute(db)
  return rows.map((row) => row.id)
}

export const selectSql = (
  { from, id, filters, order }: Part,
  offset: number,
  size: number | Sql,
): Sql =>
  sql`select ${id} as id from ${from} where ${andSql(filters)}
    order by ${order} limit ${size} offset ${offset}`
