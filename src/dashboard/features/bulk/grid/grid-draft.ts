import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import * as z from 'zod/mini'
import { readColumnKey, type ColumnKey } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { storedOrder, type Order } from '#dashboard/features/bulk/sheet/grid-order.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { writeStored } from '#dashboard/lib/browser-storage.ts'
import { isBlank, storedRow, type GridRow } from '#dashboard/features/bulk/sheet/grid-rows.ts'

/** An unsaved grid, stored in this browser: its cells as typed, and the submitted rows. */
const gridDraft = z.object({
  at: z.number(),
  rows: z.array(storedRow),
  shown: z.array(z.string()),
  order: z.nullable(storedOrder),
  /** The tab that owns it: the last one that opened it. */
  tab: z.optional(z.string()),
})
type GridDraft = z.infer<typeof gridDraft>

const keyOf = (source: string) => `kartoteka.grid.${source}`
const maxAge = 14 * 86_400_000 // ms; the same as for drafts of the form

export const gridDrafts = {
  read(source: string, now: number): GridDraft | undefined {
    try {
      const parsed = z.safeParse(
        gridDraft,
        JSON.parse(localStorage.getItem(keyOf(source)) ?? 'null', withNewNames),
      )
      return parsed.success && parsed.data.at > now - maxAge ? parsed.data : undefined
    } catch {
      return undefined
    }
  },

  write(source: string, grid: GridDraft): void {
    writeStored(keyOf(source), JSON.stringify(grid))
  },

  remove(source: string): void {
    writeStored(keyOf(source), undefined)
  },
}

/** Version 0.1.0 stored the status of a row as `fate`, `rejected` as `refused`, columns as `fields.77`. */
function withNewNames(_key: string, stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('cells' in stored)) return stored
  const cells = Object.fromEntries(
    Object.entries(stored.cells ?? {}).map(([key, text]) => [readColumnKey(key) ?? key, text]),
  )
  if (!('fate' in stored)) return { ...stored, cells }
  const { fate, ...row } = stored
  if (typeof fate !== 'object' || fate === null || !('kind' in fate)) return { ...row, cells }
  const status = fate.kind === 'refused' ? { ...fate, kind: 'rejected' } : fate
  return { ...row, cells, status }
}

const thisTab = crypto.randomUUID()

const storeDelay = 300 // milliseconds: a thousand rows are not stored at every keystroke

/**
 * Stores an unsaved grid across reloads and navigation. Returns whether another tab has taken it
 * over: this tab then neither stores nor sends it, because rows would be created twice.
 */
export function useGridDraft(
  /** Null: not stored. */
  source: string | null,
  rows: GridRow[],
  shown: ColumnKey[],
  order: Order | null,
): boolean {
  const [isElsewhere, setElsewhere] = useState(false)
  useEffect(() => {
    // Dispatched in all tabs except the one that wrote.
    const onStorage = ({ key, newValue }: StorageEvent) => {
      if (source !== null && key === keyOf(source) && newValue !== null) setElsewhere(true)
    }
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  }, [source])
  const save = useRef(() => {})
  useLayoutEffect(() => {
    save.current = () => {
      if (source === null || isElsewhere) return
      const isOpen = rows.some((row) => !isBlank(row) && row.status?.kind !== 'done')
      if (isOpen)
        gridDrafts.write(source, { at: toServerTime(Date.now()), rows, shown, order, tab: thisTab })
      else gridDrafts.remove(source)
    }
  })
  useEffect(() => {
    const timer = setTimeout(() => save.current(), storeDelay)
    return () => clearTimeout(timer)
  }, [source, rows, shown, order])
  useEffect(() => {
    const leave = () => save.current()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  return isElsewhere
}
