import type { Database } from './database.ts'

export type OrderKey = { key: string | number; id: number }

const blockRows = 1024

/**
 * Finds the n-th row of an ordered list without scanning the rows before it: stores blocks of about
 * a thousand rows with their first keys and counts. Built on first use (40 ms for a million rows)
 * and updated by the store's writes.
 */
export function createOrderIndex(db: Database, table: string, column: string, condition: string) {
  const from = `from ${table} where ${condition}`
  const order = column === 'id' ? 'id' : `${column}, id`
  const after = column === 'id' ? '(id) >= (?2)' : `(${column}, id) >= (?1, ?2)`
  const nthFrom = `select ${column} as key, id ${from} and ${after} order by ${order} limit 1 offset ?3`
  let starts: OrderKey[] | undefined
  let counts: number[] = []

  const params = (at: OrderKey) => [at.key, at.id] as const

  function build() {
    starts = []
    counts = []
    let at = db.get<OrderKey>(`select ${column} as key, id ${from} order by ${order} limit 1`)
    while (at) {
      starts.push(at)
      const next: OrderKey | undefined = db.get(nthFrom, ...params(at), blockRows)
      if (next) counts.push(blockRows)
      else {
        const rest = `select count(*) as n ${from} and ${after}`
        counts.push(db.get<{ n: number }>(rest, ...params(at))?.n ?? 0)
      }
      at = next
    }
    return starts
  }

  function blockOf(list: OrderKey[], row: OrderKey) {
    let low = 0
    let high = list.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      // middle is within the list
      if (isBefore(row, list[middle]!)) high = middle - 1
      else low = middle
    }
    return low
  }

  function split(list: OrderKey[], block: number) {
    const middle = db.get<OrderKey>(nthFrom, ...params(list[block]!), blockRows)
    if (!middle) return void (starts = undefined)
    list.splice(block + 1, 0, middle)
    counts.splice(block, 1, blockRows, counts[block]! - blockRows)
  }

  return {
    clearCache: () => void (starts = undefined),
    /** The key of the row at this position, or undefined past the end. */
    at(position: number): OrderKey | undefined {
      const list = starts ?? build()
      let left = position
      for (const [i, count] of counts.entries()) {
        // both lists have the same length
        if (left < count) return db.get<OrderKey>(nthFrom, ...params(list[i]!), left)
        left -= count
      }
      return undefined
    },
    count() {
      if (!starts) build()
      return counts.reduce((sum, n) => sum + n, 0)
    },
    /** To be called after the row was inserted. */
    added(row: OrderKey) {
      if (!starts) return
      if (starts.length === 0) return void (starts = undefined)
      const block = blockOf(starts, row)
      // blockOf returns an index within the lists
      if (isBefore(row, starts[block]!)) starts[block] = row
      counts[block]! += 1
      if (counts[block]! > 2 * blockRows) split(starts, block)
    },
    removed(row: OrderKey) {
      if (!starts) return
      const block = blockOf(starts, row)
      counts[block]! -= 1
      if ((counts[block] ?? 0) <= 0) starts = undefined
    },
  }
}
export type OrderIndex = ReturnType<typeof createOrderIndex>

/** SQLite's comparison: numbers by value, strings by bytes. */
function isBefore(a: OrderKey, b: OrderKey) {
  if (a.key !== b.key) {
    if (typeof a.key === 'number' && typeof b.key === 'number') return a.key < b.key
    return Buffer.compare(Buffer.from(String(a.key)), Buffer.from(String(b.key))) < 0
  }
  return a.id < b.id
}
