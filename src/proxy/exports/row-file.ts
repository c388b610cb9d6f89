import type { Cell } from './export-cells.ts'

/** A file that is written row by row, by a thread that it may block. */
export type RowFile = {
  add: (rows: Cell[][]) => void
  /** Size so far. */
  bytes: () => number
  /** `cut`: texts that were longer than a cell may be. */
  end: () => { bytes: number; cut: number }
  abort: () => void
}
