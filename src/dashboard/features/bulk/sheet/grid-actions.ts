import type { ColumnKey } from './grid-columns.ts'
import {
  changed,
  emptyRows,
  rangeOf,
  within,
  type GridState,
  type CellPosition,
} from './grid-model.ts'
import { isLocked, maxRows, textAt, withText, type GridRow } from './grid-rows.ts'

export function write(state: GridState, text: string, move: CellPosition): GridState {
  const column = state.shown[state.active.col - 1]
  const rows = column
    ? state.rows.map((row, index) =>
        index === state.active.row ? withText(row, column, text) : row,
      )
    : state.rows
  const to = { row: state.active.row + move.row, col: state.active.col + move.col }
  // After the last column comes the next row.
  const isOver = to.col > state.shown.length && to.row < rows.length - 1
  const next = isOver ? { row: to.row + 1, col: 1 } : { row: to.row, col: Math.max(1, to.col) }
  const isSame = rows.every((row, index) => row === state.rows[index])
  const change = { rows, active: next, anchor: next, editing: null }
  return isSame
    ? { ...state, ...change, active: within(next, state), anchor: within(next, state) }
    : changed(state, change)
}

/** Sets the text of every selected cell that is not locked. */
export function withCells(
  state: GridState,
  textFor: (row: GridRow, column: ColumnKey) => string,
): GridState {
  const { top, bottom, left, right } = rangeOf(state)
  const columns = state.shown.slice(left - 1, right)
  const rows = state.rows.map((row, index) =>
    index < top || index > bottom
      ? row
      : columns.reduce((next, column) => withText(next, column, textFor(next, column)), row),
  )
  return changed(state, { rows })
}

/** Fills down from the first selected row; a single cell takes the text above it. */
export function fill(state: GridState): GridState {
  const { top, bottom } = rangeOf(state)
  const from = state.rows[top === bottom ? top - 1 : top]
  return from ? withCells(state, (_row, column) => textAt(from, column)) : state
}

export function add(state: GridState, wanted: number): GridState {
  const count = Math.min(wanted, maxRows - state.rows.length)
  if (count < wanted)
    return { ...state, notice: { kind: 'tooManyRows', rows: state.rows.length + wanted } }
  const active = { row: state.rows.length, col: 1 }
  const rows = [...state.rows, ...emptyRows(count, state.nextKey)]
  return changed(state, {
    rows,
    nextKey: state.nextKey + count,
    active,
    anchor: active,
    editing: null,
  })
}

export function duplicate(state: GridState): GridState {
  const { top, bottom } = rangeOf(state)
  const copies = state.rows
    .slice(top, bottom + 1)
    .map(({ cells }, index): GridRow => ({ key: state.nextKey + index, cells }))
  if (state.rows.length + copies.length > maxRows)
    return { ...state, notice: { kind: 'tooManyRows', rows: state.rows.length + copies.length } }
  const rows = state.rows.toSpliced(bottom + 1, 0, ...copies)
  const shift = (position: CellPosition) => ({ ...position, row: position.row + bottom + 1 - top })
  return changed(state, {
    rows,
    nextKey: state.nextKey + copies.length,
    active: shift(state.active),
    anchor: shift(state.anchor),
    editing: null,
  })
}

/** Removes the selected rows, but not those being sent; at least one row remains. */
export function remove(state: GridState): GridState {
  const { top, bottom } = rangeOf(state)
  const remaining = state.rows.filter(
    ({ status }, index) => index < top || index > bottom || status?.kind === 'sending',
  )
  const rows = remaining.length > 0 ? remaining : emptyRows(1, state.nextKey)
  const active = { row: top, col: state.active.col }
  return changed(state, { rows, nextKey: state.nextKey + 1, active, anchor: active, editing: null })
}

export function undo(state: GridState): GridState {
  const before = state.past.at(-1)
  if (!before) return state
  const next = { ...state, ...before, past: state.past.slice(0, -1), editing: null, notice: null }
  return { ...next, active: within(state.active, next), anchor: within(state.anchor, next) }
}

/** Pastes cells from the active one on, skipping locked rows. */
export function paste(
  state: GridState,
  cells: string[][],
  named?: (ColumnKey | null)[],
): GridState {
  const range = rangeOf(state)
  const hidden = named?.filter((key) => key !== null && !state.shown.includes(key)) ?? []
  const shown = [...state.shown, ...hidden.filter((key) => key !== null)]
  const columns = named ?? shown.slice(range.left - 1)
  const rows = [...state.rows]
  let { nextKey } = state
  let rowIndex = range.top
  let beyondRows = 0
  // A single cell fills the whole selection.
  const [[only] = []] = cells
  const isOne = cells.length === 1 && cells[0]?.length === 1 && !named
  if (isOne && only !== undefined) return withCells(state, () => only)
  for (const line of cells) {
    for (let row = rows[rowIndex]; row && isLocked(row); row = rows[rowIndex]) rowIndex += 1
    if (rowIndex >= rows.length && state.mode === 'edit') {
      beyondRows += 1
      continue
    }
    const row = rows[rowIndex] ?? { key: nextKey++, cells: {} }
    rows[rowIndex] = line.reduce((next, text, index) => {
      const column = columns[index]
      return column ? withText(next, column, text) : next
    }, row)
    rowIndex += 1
  }
  if (rows.length > maxRows) return { ...state, notice: { kind: 'tooManyRows', rows: rows.length } }
  const beyond = named ? 0 : Math.max(...cells.map((line) => line.length)) - columns.length
  return changed(state, {
    rows,
    shown,
    nextKey,
    editing: null,
    notice:
      beyondRows > 0
        ? { kind: 'beyondRows', rows: beyondRows }
        : beyond > 0
          ? { kind: 'beyondColumns', columns: beyond }
          : null,
  })
}
