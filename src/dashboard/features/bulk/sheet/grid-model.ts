import type { ColumnKey } from './grid-columns.ts'
import type { GridRow } from './grid-rows.ts'

/** A cell: column 0 is the row's own head, the shown columns follow. */
export type Place = { row: number; col: number }

export type Mode = 'create' | 'edit'

export type Snapshot = { rows: GridRow[]; shown: ColumnKey[] }

export type GridState = Snapshot & {
  at: Place
  /** The other corner of what is chosen. */
  from: Place
  /** Whether the cell is being edited, and what its editor begins with instead of its text. */
  editing: { begin: string | null } | null
  /** An edit has the rows it has. */
  mode: Mode
  past: Snapshot[]
  /** Counts the deeds after which the chosen cell takes the focus. */
  focus: number
  nextKey: number
  /** What the last deed left out, to be told. */
  notice: Notice | null
}

export type Notice =
  | { kind: 'tooManyRows'; rows: number }
  | { kind: 'beyondColumns'; columns: number }
  | { kind: 'beyondRows'; rows: number }
  | { kind: 'locked' }

const mostSteps = 50 // of undo; rows are shared between them

export const emptyRows = (count: number, firstKey: number): GridRow[] =>
  Array.from({ length: count }, (_, at) => ({ key: firstKey + at, cells: {} }))

export function beginGrid({ rows, shown, mode }: Snapshot & { mode: Mode }): GridState {
  const at = { row: 0, col: 1 }
  const nextKey = Math.max(0, ...rows.map(({ key }) => key)) + 1
  return {
    rows,
    shown,
    mode,
    at,
    from: at,
    editing: null,
    past: [],
    focus: 0,
    nextKey,
    notice: null,
  }
}

/** The corners of what is chosen, smaller numbers first. */
export function rangeOf({ at, from }: Pick<GridState, 'at' | 'from'>) {
  const [top, bottom] = [Math.min(at.row, from.row), Math.max(at.row, from.row)]
  const [left, right] = [Math.min(at.col, from.col), Math.max(at.col, from.col)]
  // The head of a row stands for all of it.
  return left === 0 ? { top, bottom, left: 1, right: Infinity } : { top, bottom, left, right }
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most))

export const within = ({ row, col }: Place, { rows, shown }: Snapshot): Place => ({
  row: clamp(row, rows.length - 1),
  col: clamp(col, shown.length),
})

/** The state with other rows, and the way back to the old ones. */
export function changed(state: GridState, next: Partial<GridState>): GridState {
  const { rows, shown } = state
  const all = { ...state, notice: null, ...next, past: [...state.past, { rows, shown }] }
  return {
    ...all,
    past: all.past.slice(-mostSteps),
    at: within(all.at, all),
    from: within(all.from, all),
  }
}
