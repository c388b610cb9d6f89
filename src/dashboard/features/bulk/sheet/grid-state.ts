import type { ColumnKey } from './grid-columns.ts'
import { add, duplicate, fill, paste, remove, undo, withCells, write } from './grid-actions.ts'
import { cleaned, keep, normalise, skip, type CellAt } from './grid-corrections.ts'
import { overFresh } from './grid-reading.ts'
import {
  initialGridState,
  changed,
  within,
  type GridState,
  type CellPosition,
} from './grid-model.ts'
import {
  isLocked,
  isWaiting,
  textAt,
  withText,
  type RowStatus,
  type GridRow,
  type Seen,
} from './grid-rows.ts'

export type GridAction =
  | { type: 'go'; to: CellPosition; isRange?: boolean }
  | { type: 'edit'; initialText: string | null }
  | { type: 'leave' }
  | { type: 'write'; text: string; move: CellPosition }
  | { type: 'paste'; cells: string[][]; columns?: (ColumnKey | null)[] }
  | { type: 'clear' | 'fill' | 'duplicate' | 'remove' | 'undo' }
  | { type: 'add'; rows: number }
  | { type: 'text'; row: number; column: ColumnKey; text: string }
  /** Another text in all cells of companies that have this name. */
  | { type: 'company'; name: string; text: string }
  | { type: 'keep'; cells: CellAt[] }
  | { type: 'skip'; rows: number[]; isSkipped: boolean }
  | { type: 'normalise'; country: string | null }
  | { type: 'show'; columns: ColumnKey[] }
  | { type: 'statuses'; statuses: Map<number, RowStatus | undefined> }
  | { type: 'fresh'; seen: Map<number, Seen> }
  | { type: 'restart'; rows: GridRow[]; shown: ColumnKey[] }

export function reduceGrid(state: GridState, action: GridAction): GridState {
  const isEntered = action.type === 'write' || action.type === 'paste'
  const entered = reduce(state, action)
  const next = isEntered ? cleaned(state, entered) : entered
  const isBackground = ['statuses', 'fresh', 'show', 'restart'].includes(action.type)
  return isBackground ? next : { ...next, focus: state.focus + 1 }
}

function reduce(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case 'go': {
      const active = within(action.to, state)
      return { ...state, active, anchor: action.isRange ? state.anchor : active, editing: null }
    }
    case 'edit': {
      const row = state.rows[state.active.row]
      if (!row || state.active.col === 0) return state
      if (isLocked(row)) return { ...state, notice: { kind: 'locked' } }
      return {
        ...state,
        anchor: state.active,
        editing: { initialText: action.initialText },
        notice: null,
      }
    }
    case 'leave':
      return { ...state, editing: null }
    case 'write':
      return write(state, action.text, action.move)
    case 'paste':
      return paste(state, action.cells, action.columns)
    case 'clear':
      return withCells(state, () => '')
    case 'fill':
      return fill(state)
    case 'text':
      return changed(state, {
        rows: state.rows.map((row) =>
          row.key === action.row ? withText(row, action.column, action.text) : row,
        ),
      })
    case 'company':
      return changed(state, {
        rows: state.rows.map((row) =>
          isWaiting(row) && textAt(row, 'company').trim() === action.name
            ? withText(row, 'company', action.text)
            : row,
        ),
      })
    case 'keep':
      return keep(state, action.cells)
    case 'skip':
      return skip(state, action.rows, action.isSkipped)
    case 'normalise':
      return normalise(state, action.country)
    case 'add':
      return add(state, action.rows)
    case 'duplicate':
      return duplicate(state)
    case 'remove':
      return remove(state)
    case 'undo':
      return undo(state)
    case 'show':
      return changed(state, { shown: action.columns, editing: null })
    case 'statuses': {
      const rows = state.rows.map((row) => withStatus(row, action.statuses))
      // Rows that were sent cannot be undone here.
      return { ...state, rows, past: [] }
    }
    case 'fresh': {
      const rows = state.rows.map((row) => {
        const fresh = row.seen && action.seen.get(row.seen.id)
        return fresh && !isLocked(row) ? overFresh(row, fresh) : row
      })
      return { ...state, rows, past: [] }
    }
    case 'restart':
      return initialGridState({ ...action, mode: state.mode })
  }
}

function withStatus(row: GridRow, statuses: Map<number, RowStatus | undefined>): GridRow {
  if (!statuses.has(row.key)) return row
  const { status: old, ...rest } = row
  const next = statuses.get(row.key)
  if (JSON.stringify(old) === JSON.stringify(next)) return row
  return next ? { ...rest, status: next } : rest
}
