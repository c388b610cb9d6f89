import {
  hasInvisibleMarks,
  hasOddMarks,
  withoutMarks,
  withoutOddMarks,
} from '#contract/model/entered-text.ts'
import { normalisePhones } from '#contract/model/phone-normalisation.ts'
import { typedPoints } from '#contract/model/value-check.ts'
import { readColumnKey, type ColumnKey } from './grid-columns.ts'
import { changed, type GridState } from './grid-model.ts'
import { isAccepted, isWaiting, textAt, withText, type GridRow } from './grid-rows.ts'

/** A cell by the key of its row. */
export type CellAt = { row: number; column: ColumnKey }

const pointKeys: readonly ColumnKey[] = ['phones', 'emails']

const clean = (column: ColumnKey, text: string): string => {
  if (pointKeys.includes(column)) return hasOddMarks(text) ? withoutOddMarks(text) : text
  return hasInvisibleMarks(text) ? withoutMarks(text) : text
}

/**
 * What was entered, without marks that nobody sees: as a step of its own, so that an undo brings them
 * back, and with a word about it.
 */
export function cleaned(before: GridState, entered: GridState): GridState {
  if (entered.rows === before.rows) return entered
  const known = new Set(before.rows)
  let cells = 0
  const rows = entered.rows.map((row) => {
    if (known.has(row)) return row
    return columnsOf(row).reduce((next, column) => {
      const text = textAt(next, column)
      const plain = isAccepted(next, column) ? text : clean(column, text)
      if (plain === text) return next
      cells += 1
      return withText(next, column, plain)
    }, row)
  })
  if (cells === 0) return entered
  const notice = entered.notice ?? ({ kind: 'cleaned', cells } as const)
  return changed(entered, { rows, notice })
}

const columnsOf = ({ cells }: GridRow): ColumnKey[] =>
  Object.keys(cells).flatMap((key) => readColumnKey(key) ?? [])

export function keep(state: GridState, cells: CellAt[]): GridState {
  const rows = state.rows.map((row) => {
    const own = cells.filter((cell) => cell.row === row.key)
    if (own.length === 0) return row
    const accepted = Object.fromEntries(own.map(({ column }) => [column, textAt(row, column)]))
    return { ...row, accepted: { ...row.accepted, ...accepted } }
  })
  return changed(state, { rows })
}

/** Leaves rows out of what is sent, or takes them in again. */
export function skip(state: GridState, keys: number[], isSkipped: boolean): GridState {
  const rows = state.rows.map((row) => (keys.includes(row.key) ? { ...row, isSkipped } : row))
  return changed(state, { rows })
}

/** Phones of a cell in their international form, as far as it is certain. */
export function normalisedCell(row: GridRow, country: string | null) {
  const text = textAt(row, 'phones')
  if (!isWaiting(row) || text.trim() === '' || text === (row.seen?.texts['phones'] ?? ''))
    return undefined
  const items = typedPoints(text).map((value) => ({ value, kind: null, kindId: null }))
  const { value, changed: pairs, left } = normalisePhones({ kind: 'contactPoints', items }, country)
  const next = value?.kind === 'contactPoints' ? value.items.map((item) => item.value) : []
  return {
    text: pairs.length > 0 ? next.join('; ') : text,
    phones: pairs.length,
    left: left.length,
  }
}

/** Brings the phones of all rows that would be sent into one form; an undo takes it back. */
export function normalise(state: GridState, country: string | null): GridState {
  let [phones, left] = [0, 0]
  const rows = state.rows.map((row) => {
    const cell = normalisedCell(row, country)
    phones += cell?.phones ?? 0
    left += cell?.left ?? 0
    return cell ? withText(row, 'phones', cell.text) : row
  })
  return changed(state, { rows, notice: { kind: 'normalised', phones, left } })
}
