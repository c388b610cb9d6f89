import * as z from 'zod/mini'
import { keptOrder } from './grid-order.ts'
import { keptRow } from './grid-rows.ts'

/**
 * A grid that is not done yet, kept in this browser: its cells as typed, and what was sent of them.
 */
const kept = z.object({
  at: z.number(),
  rows: z.array(keptRow),
  shown: z.array(z.string()),
  order: z.nullable(keptOrder),
})
export type KeptGrid = z.infer<typeof kept>

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
