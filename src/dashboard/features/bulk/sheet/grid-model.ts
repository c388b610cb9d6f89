import type { ColumnKey } from './grid-columns.ts'
import type { GridRow } from './grid-rows.ts'

/** A cell: column 0 is the row header, followed by the shown columns. */
export type CellPosition = { row: number; col: number }

export type Mode = 'create' | 'edit'

export type Snapshot = { rows: GridRow[]; shown: ColumnKey[] }

export type GridState = Snapshot & {
  active: CellPosition
  /** The opposite corner of the selected range. */
  anchor: CellPosition
  /** Set while the active cell is edited; `initialText` replaces the cell's text. */
  editing: { initialText: string | null } | null
  /** In edit mode rows cannot be added. */
  mode: Mode
  past: Snapshot[]
  /** Incremented by actions after which the active cell takes the focus. */
  focus: number
  nextKey: number
  /** What the last action skipped, to be shown to the user. */
  notice: Notice | null
}

export type Notice =
  | { kind: 'tooManyRows'; rows: number }
  | { kind: 'beyondColumns'; columns: number }
  | { kind: 'beyondRows'; rows: number }
  | { kind: 'locked' }
  /** Invisible marks were removed from cells, or phones brought into one form: one undo takes it back. */
  | { kind: 'cleaned'; cells: number }
  | { kind: 'normalised'; phones: number; left: number }

const maxUndoSteps = 50 // undo steps; rows are shared between them

export const emptyRows = (count: number, firstKey: number): GridRow[] =>
  Array.from({ length: count }, (_, index) => ({ key: firstKey + index, cells: {} }))

export function initialGridState({ rows, shown, mode }: Snapshot & { mode: Mode }): GridState {
  const first = { row: 0, col: 1 }
  const nextKey = Math.max(0, ...rows.map(({ key }) => key)) + 1
  return {
    rows,
    shown,
    mode,
    active: first,
    anchor: first,
    editing: null,
    past: [],
    focus: 0,
    nextKey,
    notice: null,
  }
}

/** The selected range, normalized. */
export function rangeOf({ active, anchor }: Pick<GridState, 'active' | 'anchor'>) {
  const [top, bottom] = [Math.min(active.row, anchor.row), Math.max(active.row, anchor.row)]
  const [left, right] = [Math.min(active.col, anchor.col), Math.max(active.col, anchor.col)]
  // The row header selects the whole row.
  return left === 0 ? { top, bottom, left: 1, right: Infinity } : { top, bottom, left, right }
}

const clamp = (value: number, max: number) => Math.max(0, Math.min(value, max))

export const within = ({ row, col }: CellPosition, { rows, shown }: Snapshot): CellPosition => ({
  row: clamp(row, rows.length - 1),
  col: clamp(col, shown.length),
})

/** The state with changes, recorded for undo. */
export function changed(state: GridState, next: Partial<GridState>): GridState {
  const { rows, shown } = state
  const all = { ...state, notice: null, ...next, past: [...state.past, { rows, shown }] }
  return {
    ...all,
    past: all.past.slice(-maxUndoSteps),
    active: within(all.active, all),
    anchor: within(all.anchor, all),
  }
}
