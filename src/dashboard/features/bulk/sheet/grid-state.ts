import type { ColumnKey } from './grid-columns.ts'
import { add, duplicate, fill, paste, remove, undo, withCells, write } from './grid-actions.ts'
import { overFresh } from './grid-reading.ts'
import { beginGrid, changed, within, type GridState, type Place } from './grid-model.ts'
import { isLocked, type Fate, type GridRow, type Seen } from './grid-rows.ts'

export type GridAction =
  | { type: 'go'; to: Place; isRange?: boolean }
  | { type: 'edit'; begin: string | null }
  | { type: 'leave' }
  | { type: 'write'; text: string; move: Place }
  | { type: 'paste'; cells: string[][]; columns?: (ColumnKey | null)[] }
  | { type: 'clear' | 'fill' | 'duplicate' | 'remove' | 'undo' }
  | { type: 'add'; rows: number }
  | { type: 'show'; columns: ColumnKey[] }
  | { type: 'fates'; fates: Map<number, Fate | undefined> }
  | { type: 'fresh'; seen: Map<number, Seen> }
  | { type: 'begin'; rows: GridRow[]; shown: ColumnKey[] }

export function reduceGrid(state: GridState, action: GridAction): GridState {
  const next = reduce(state, action)
  const isBackground = ['fates', 'fresh', 'show', 'begin'].includes(action.type)
  return isBackground ? next : { ...next, focus: state.focus + 1 }
}

function reduce(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case 'go': {
      const at = within(action.to, state)
      return { ...state, at, from: action.isRange ? state.from : at, editing: null }
    }
    case 'edit': {
      const row = state.rows[state.at.row]
      if (!row || state.at.col === 0) return state
      if (isLocked(row)) return { ...state, notice: { kind: 'locked' } }
      return { ...state, from: state.at, editing: { begin: action.begin }, notice: null }
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
    case 'fates': {
      const rows = state.rows.map((row) => withFate(row, action.fates))
      // Nothing is taken back behind the source's back.
      return { ...state, rows, past: [] }
    }
    case 'fresh': {
      const rows = state.rows.map((row) => {
        const fresh = row.seen && action.seen.get(row.seen.id)
        return fresh && !isLocked(row) ? overFresh(row, fresh) : row
      })
      return { ...state, rows, past: [] }
    }
    case 'begin':
      return beginGrid({ ...action, mode: state.mode })
  }
}

function withFate(row: GridRow, fates: Map<number, Fate | undefined>): GridRow {
  if (!fates.has(row.key)) return row
  const { fate: old, ...rest } = row
  const next = fates.get(row.key)
  if (JSON.stringify(old) === JSON.stringify(next)) return row
  return next ? { ...rest, fate: next } : rest
}
