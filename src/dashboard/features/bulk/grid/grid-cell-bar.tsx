import { useTranslation } from 'react-i18next'
import { checkRow } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import type { GridColumn, GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { textAt } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridState } from '#dashboard/features/bulk/sheet/grid-model.ts'
import { useCellWords } from './grid-messages.ts'

type Props = { state: GridState; columns: GridColumn[]; context: GridContext }

/** The chosen cell in full: what it says, and what is wrong with it. */
export function GridStrip({ state, columns, context }: Props) {
  const { t } = useTranslation('grid')
  const wordsFor = useCellWords()
  const row = state.rows[state.at.row]
  const column = columns[state.at.col - 1]
  if (!row) return null
  const words = wordsFor(row, checkRow(row, context))
  const said = column ? words[column.key] : words.row
  const { notice } = state
  return (
    <div className="grid gap-1 px-4 pt-2">
      <p className="flex min-h-5 min-w-0 gap-2">
        <span className="shrink-0 text-quiet">
          {column
            ? t('cellLabel', { column: column.label, row: state.at.row + 1 })
            : t('rowLabel', { row: state.at.row + 1 })}
        </span>
        <span className="min-w-0 truncate">{column && textAt(row, column.key)}</span>
        {said && <span className="min-w-0 flex-1 text-danger wrap-anywhere">{said}</span>}
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
