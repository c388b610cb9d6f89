import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import * as z from 'zod/mini'
import type { ColumnKey } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { keptOrder, type Order } from '#dashboard/features/bulk/sheet/grid-order.ts'
import { isBlank, keptRow, type GridRow } from '#dashboard/features/bulk/sheet/grid-rows.ts'

/**
 * A grid that is not done yet, kept in this browser: its cells as typed, and what was sent of them.
 */
const kept = z.object({
  at: z.number(),
  rows: z.array(keptRow),
  shown: z.array(z.string()),
  order: z.nullable(keptOrder),
  /** Which tab has it in hand: the last one that opened it. */
  tab: z.optional(z.string()),
})
type KeptGrid = z.infer<typeof kept>

const keyOf = (source: string) => `kartoteka.grid.${source}`
const longest = 14 * 86_400_000 // ms; like drafts of the form

export const keptGrids = {
  read(source: string, now: number): KeptGrid | undefined {
    try {
      const said = z.safeParse(kept, JSON.parse(localStorage.getItem(keyOf(source)) ?? 'null'))
      return said.success && said.data.at > now - longest ? said.data : undefined
    } catch {
      return undefined
    }
  },

  write(source: string, grid: KeptGrid): void {
    try {
      localStorage.setItem(keyOf(source), JSON.stringify(grid))
    } catch {
      return // storage is full or forbidden
    }
  },

  remove(source: string): void {
    try {
      localStorage.removeItem(keyOf(source))
    } catch {
      return
    }
  },
}

const thisTab = crypto.randomUUID()

const pause = 300 // milliseconds: a thousand rows are not written at every letter

/**
 * What is not done yet survives a reload, and a walk to another page. Answers whether another tab has
 * taken it in hand since: then this one writes and sends no more, or the rows would be made twice.
 */
export function useKept(
  /** Null: not kept. */
  source: string | null,
  rows: GridRow[],
  shown: ColumnKey[],
  order: Order | null,
): boolean {
  const [isElsewhere, setElsewhere] = useState(false)
  useEffect(() => {
    // Told to all tabs but the one that wrote.
    const hear = ({ key, newValue }: StorageEvent) => {
      if (source !== null && key === keyOf(source) && newValue !== null) setElsewhere(true)
    }
    window.addEventListener('storage', hear)
    return () => window.removeEventListener('storage', hear)
  }, [source])
  const keep = useRef(() => {})
  useLayoutEffect(() => {
    keep.current = () => {
      if (source === null || isElsewhere) return
      const isOpen = rows.some((row) => !isBlank(row) && row.fate?.kind !== 'done')
      if (isOpen) keptGrids.write(source, { at: Date.now(), rows, shown, order, tab: thisTab })
      else keptGrids.remove(source)
    }
  })
  useEffect(() => {
    const timer = setTimeout(() => keep.current(), pause)
    return () => clearTimeout(timer)
  }, [source, rows, shown, order])
  useEffect(() => {
    const leave = () => keep.current()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  return isElsewhere
}
