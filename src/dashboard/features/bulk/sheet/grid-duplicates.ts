import { emailKey, phoneKey } from '#contract/model/search-key.ts'
import { typedPoints } from '#contract/model/value-check.ts'
import { isBlank, isAccepted, isWaiting, textAt, type GridRow } from './grid-rows.ts'

export type PointColumn = 'phones' | 'emails'
export const pointColumns: readonly PointColumn[] = ['phones', 'emails']

/** The forms in which phones and e-mails of a cell are equal however they are written. */
export const keysAt = (row: GridRow, column: PointColumn): string[] =>
  typedPoints(textAt(row, column)).flatMap(
    (text) => (column === 'phones' ? phoneKey(text) : emailKey(text)) ?? [],
  )

/** A phone or an e-mail that another row has: the first of these rows, by its index. */
export type RepeatedCell = { row: number; column: PointColumn; other: number }

/** Cells that have a phone or an e-mail of a row above them. */
export function repeatedCells(rows: readonly GridRow[]): RepeatedCell[] {
  const first = new Map<string, number>()
  return rows.flatMap((row, index) => {
    if (isBlank(row) || row.isSkipped) return []
    return pointColumns.flatMap((column): RepeatedCell[] => {
      const others = keysAt(row, column).flatMap((key) => {
        const name = `${column}:${key}`
        const other = first.get(name)
        if (other === undefined) first.set(name, index)
        return other === undefined || other === index ? [] : [other]
      })
      const [other] = others
      const isAsked = isWaiting(row) && isEntered(row, column) && !isAccepted(row, column)
      return other === undefined || !isAsked ? [] : [{ row: index, column, other }]
    })
  })
}

/** Whether the cell was changed, or belongs to a new contact. */
export const isEntered = (row: GridRow, column: PointColumn): boolean =>
  !row.seen || textAt(row, column) !== (row.seen.texts[column] ?? '')
