import type { ColumnKey } from './grid-columns.ts'
import { changed, emptyRows, rangeOf, within, type GridState, type Place } from './grid-model.ts'
import { isLocked, mostRows, textAt, withText, type GridRow } from './grid-rows.ts'

export function write(state: GridState, text: string, move: Place): GridState {
  const column = state.shown[state.at.col - 1]
  const rows = column
    ? state.rows.map((row, at) => (at === state.at.row ? withText(row, column, text) : row))
    : state.rows
  const to = { row: state.at.row + move.row, col: state.at.col + move.col }
  // Past the last column the next row begins.
  const isOver = to.col > state.shown.length && to.row < rows.length - 1
  const at = isOver ? { row: to.row + 1, col: 1 } : { row: to.row, col: Math.max(1, to.col) }
  const isSame = rows.every((row, index) => row === state.rows[index])
  const next = { rows, at, from: at, editing: null }
  return isSame
    ? { ...state, ...next, at: within(at, state), from: within(at, state) }
    : changed(state, next)
}

/** Every chosen cell that is not locked gets another text. */
export function withCells(
  state: GridState,
  textFor: (row: GridRow, column: ColumnKey) => string,
): GridState {
  const { top, bottom, left, right } = rangeOf(state)
  const columns = state.shown.slice(left - 1, right)
  const rows = state.rows.map((row, at) =>
    at < top || at > bottom
      ? row
      : columns.reduce((one, column) => withText(one, column, textFor(one, column)), row),
  )
  return changed(state, { rows })
}

/** The first chosen row goes down into the others; a single cell takes what stands above it. */
export function fill(state: GridState): GridState {
  const { top, bottom } = rangeOf(state)
  const from = state.rows[top === bottom ? top - 1 : top]
  return from ? withCells(state, (_row, column) => textAt(from, column)) : state
}

export function add(state: GridState, wanted: number): GridState {
  const count = Math.min(wanted, mostRows - state.rows.length)
  if (count < wanted)
    return { ...state, notice: { kind: 'tooManyRows', rows: state.rows.length + wanted } }
  const at = { row: state.rows.length, col: 1 }
  const rows = [...state.rows, ...emptyRows(count, state.nextKey)]
  return changed(state, { rows, nextKey: state.nextKey + count, at, from: at, editing: null })
}

export function duplicate(state: GridState): GridState {
  const { top, bottom } = rangeOf(state)
  const copies = state.rows
    .slice(top, bottom + 1)
    .map(({ cells }, at): GridRow => ({ key: state.nextKey + at, cells }))
  if (state.rows.length + copies.length > mostRows)
    return { ...state, notice: { kind: 'tooManyRows', rows: state.rows.length + copies.length } }
  const rows = state.rows.toSpliced(bottom + 1, 0, ...copies)
  const shift = (place: Place) => ({ ...place, row: place.row + bottom + 1 - top })
  return changed(state, {
    rows,
    nextKey: state.nextKey + copies.length,
    at: shift(state.at),
    from: shift(state.from),
    editing: null,
  })
}

/** Takes chosen rows off the grid; what is on its way stays, and one row is always there. */
export function remove(state: GridState): GridState {
  const { top, bottom } = rangeOf(state)
  const kept = state.rows.filter(
    ({ fate }, at) => at < top || at > bottom || fate?.kind === 'sending',
  )
  const rows = kept.length > 0 ? kept : emptyRows(1, state.nextKey)
  const at = { row: top, col: state.at.col }
  return changed(state, { rows, nextKey: state.nextKey + 1, at, from: at, editing: null })
}

export function undo(state: GridState): GridState {
  const before = state.past.at(-1)
  if (!before) return state
  const next = { ...state, ...before, past: state.past.slice(0, -1), editing: null, notice: null }
  return { ...next, at: within(state.at, next), from: within(state.from, next) }
}

/** Lays cells over the grid from the chosen one on; rows that are locked are stepped over. */
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
  let at = range.top
  let beyondRows = 0
  // One cell goes into every chosen one.
  const [[only] = []] = cells
  const isOne = cells.length === 1 && cells[0]?.length === 1 && !named
  if (isOne && only !== undefined) return withCells(state, () => only)
  for (const line of cells) {
    for (let row = rows[at]; row && isLocked(row); row = rows[at]) at += 1
    if (at >= rows.length && state.mode === 'edit') {
      beyondRows += 1
      continue
    }
    const row = rows[at] ?? { key: nextKey++, cells: {} }
    rows[at] = line.reduce((one, text, place) => {
      const column = columns[place]
      return column ? withText(one, column, text) : one
    }, row)
    at += 1
  }
  if (rows.length > mostRows)
    return { ...state, notice: { kind: 'tooManyRows', rows: rows.length } }
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
