import { readAttributeKey } from '#contract/model/attribute.ts'
import { tracksFor } from '#dashboard/domain/contact-columns.ts'
import { shownColumns, type ListTable } from './contacts-columns.ts'

/** Grid tracks of the table's columns; `pulled` is the column being resized. */
export function tableTracks(table: ListTable, pulled?: { id: string; width: number }) {
  const { columnSizing } = table.state
  let pinnedBy = 0 // pixels by which pinned columns after the one being resized stand further right
  return tracksFor(
    shownColumns(table).flatMap((column) => {
      const id = readAttributeKey(column.id)
      if (id === undefined) return []
      const isPulled = column.id === pulled?.id
      const size = isPulled ? pulled.width : column.getSize()
      const pinnedAt = column.getIsPinned() ? column.getStart('start') + pinnedBy : undefined
      pinnedBy += size - column.getSize()
      return [{ id, size, isSet: isPulled || columnSizing[column.id] !== undefined, pinnedAt }]
    }),
  )
}
