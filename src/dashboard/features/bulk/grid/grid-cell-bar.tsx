import { useTranslation } from 'react-i18next'
import { checkRow } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import type { GridColumn, GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { textAt } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridState } from '#dashboard/features/bulk/sheet/grid-model.ts'
import { useCellMessages } from './grid-messages.ts'

type Props = { state: GridState; columns: GridColumn[]; context: GridContext }

/** The full text of the active cell, and its issues. */
export function GridCellBar({ state, columns, context }: Props) {
  const { t } = useTranslation('grid')
  const messageFor = useCellMessages()
  const row = state.rows[state.active.row]
  const column = columns[state.active.col - 1]
  if (!row) return null
  const messages = messageFor(row, checkRow(row, context))
  const message = column ? messages[column.key] : messages.row
  const { notice } = state
  return (
    <div className="grid gap-1 px-4 pt-2">
      <p className="flex min-h-5 min-w-0 gap-2">
        <span className="shrink-0 text-quiet">
          {column
            ? t('cellLabel', { column: column.label, row: state.active.row + 1 })
            : t('rowLabel', { row: state.active.row + 1 })}
        </span>
        <span className="min-w-0 truncate">{column && textAt(row, column.key)}</span>
        {message && <span className="min-w-0 flex-1 text-danger wrap-anywhere">{message}</span>}
      </p>
      <p role="status" className="text-warning empty:hidden">
        {notice?.kind === 'tooManyRows' && t('notices.tooManyRows', { rows: notice.rows })}
        {notice?.kind === 'beyondColumns' && t('notices.beyondColumns', { count: notice.columns })}
        {notice?.kind === 'beyondRows' && t('notices.beyondRows', { count: notice.rows })}
        {notice?.kind === 'locked' && t('notices.locked')}
      </p>
    </div>
  )
}
