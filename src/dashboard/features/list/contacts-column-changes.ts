import { clampWidth } from '#dashboard/domain/contact-columns.ts'
import { shownColumns, type ListColumn, type ListTable } from './contacts-columns.ts'

/** Moves a column to the place of another one; among pinned columns it becomes pinned. */
export function moveColumn(table: ListTable, column: ListColumn, target: ListColumn): void {
  if (column.id === target.id) return
  const shown = shownColumns(table)
  const isAfter = shown.indexOf(column) < shown.indexOf(target)
  const place = (ids: string[]) => {
    const others = ids.filter((id) => id !== column.id)
    return others.toSpliced(others.indexOf(target.id) + (isAfter ? 1 : 0), 0, column.id)
  }
  if (target.getIsPinned()) {
    table.setColumnPinning((old) => ({ ...old, start: place(old.start) }))
    return
  }
  if (column.getIsPinned()) column.pin(false)
  table.setColumnOrder(place)
}

/** Sets the width of a column in pixels; undefined: back to automatic width. */
export function setWidth(table: ListTable, column: ListColumn, width: number | undefined): void {
  if (width === undefined) column.resetSize()
  else table.setColumnSizing((old) => ({ ...old, [column.id]: clampWidth(width) }))
}
