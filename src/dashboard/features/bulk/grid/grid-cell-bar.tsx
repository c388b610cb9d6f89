import type { Dispatch } from 'react'
import { useTranslation } from 'react-i18next'
import type { NamedCompanies } from '#dashboard/features/bulk/sheet/grid-companies.ts'
import type { GridColumn, GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import type { DoubtfulCell } from '#dashboard/features/bulk/sheet/grid-doubts.ts'
import type { GridState, Notice } from '#dashboard/features/bulk/sheet/grid-model.ts'
import {
  targetOf,
  textAt,
  type GridRow,
  type RowTarget,
} from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'
import { checkRow } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import { GridCompanyLine } from './grid-company-line.tsx'
import { GridDoubtLine } from './grid-doubt-line.tsx'
import { useCellMessages } from './grid-messages.ts'

type Props = {
  state: GridState
  columns: GridColumn[]
  context: GridContext
  doubtful: readonly DoubtfulCell[]
  companies: ReadonlyMap<string, NamedCompanies>
  dispatch: Dispatch<GridAction>
  hrefFor: (target: RowTarget) => string
}

/** The full text of the active cell, its issues, and where to check a row without a response. */
export function GridCellBar(props: Props) {
  const { state, columns, context, doubtful, companies, dispatch, hrefFor } = props
  const { t } = useTranslation('grid')
  const messageFor = useCellMessages()
  const row = state.rows[state.active.row]
  const column = columns[state.active.col - 1]
  if (!row) return null
  const checked = checkRow(row, context)
  const messages = messageFor(row, checked)
  const suggested = checked.checks.filter(
    (item) => item.column === column?.key && item.check.severity !== 'warning',
  )
  const message = column ? messages[column.key] : messages.row
  const { notice } = state
  const name = column?.key === 'company' ? textAt(row, 'company').trim() : ''
  const named = companies.get(name)
  const isAsked = checked.issues.some((issue) => issue.column === 'company')
  return (
    <div className="grid gap-1 px-4 pt-2">
      <p className="flex min-h-5 min-w-0 gap-2">
        <span className="w-48 shrink-0 truncate text-quiet max-sm:w-1/2">
          {column
            ? t('cellLabel', { column: column.label, row: state.active.row + 1 })
            : t('rowLabel', { row: state.active.row + 1 })}
        </span>
        <span className="min-w-0 truncate">{column && textAt(row, column.key)}</span>
        {message && <span className="min-w-0 flex-1 text-danger wrap-anywhere">{message}</span>}
      </p>
      {named && isAsked && (
        <GridCompanyLine
          source={context.source}
          rows={state.rows}
          name={name}
          known={named}
          dispatch={dispatch}
        />
      )}
      {column && (
        <GridDoubtLine
          row={row}
          column={column.key}
          doubts={
            doubtful.find((cell) => cell.row === state.active.row && cell.column === column.key)
              ?.doubts ?? []
          }
          suggested={suggested.map(({ check }) => check)}
          dispatch={dispatch}
          hrefFor={hrefFor}
        />
      )}
      {row.status?.kind === 'unknown' && (
        <UnknownRow row={row} context={context} hrefFor={hrefFor} />
      )}
      <p role="status" className="text-warning empty:hidden">
        {notice?.kind === 'tooManyRows' && t('notices.tooManyRows', { rows: notice.rows })}
        {notice?.kind === 'beyondColumns' && t('notices.beyondColumns', { count: notice.columns })}
        {notice?.kind === 'beyondRows' && t('notices.beyondRows', { count: notice.rows })}
        {notice?.kind === 'locked' && t('notices.locked')}
        {(notice?.kind === 'cleaned' || notice?.kind === 'normalised') && (
          <Made notice={notice} onUndo={() => dispatch({ type: 'undo' })} />
        )}
      </p>
    </div>
  )
}

type MadeProps = {
  notice: Extract<Notice, { kind: 'cleaned' | 'normalised' }>
  onUndo: () => void
}

/** What was changed for the user, with the way back. */
function Made({ notice, onUndo }: MadeProps) {
  const { t } = useTranslation('grid')
  const isDone = notice.kind === 'cleaned' || notice.phones > 0
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-ink">
      {notice.kind === 'cleaned'
        ? t('notices.cleaned', { count: notice.cells })
        : t('notices.normalised', { count: notice.phones })}
      {notice.kind === 'normalised' &&
        notice.left > 0 &&
        ` ${t('notices.left', { count: notice.left })}`}
      {isDone && (
        <button type="button" onClick={onUndo} className="link">
          {t('actions.undo')}
        </button>
      )}
    </span>
  )
}

type UnknownRowProps = Pick<Props, 'context' | 'hrefFor'> & { row: GridRow }

function UnknownRow({ row, context, hrefFor }: UnknownRowProps) {
  const { t } = useTranslation(['grid', 'translation'])
  const target = targetOf(row, context.source.capabilities.search)
  return (
    <p className="text-warning">
      {t('unknownText')}{' '}
      {target && (
        <a
          href={hrefFor(target)}
          target="_blank"
          rel="noreferrer"
          className="rounded wrap-anywhere text-accent underline underline-offset-2"
        >
          {'id' in target
            ? t('contactId', { id: target.id })
            : t('findByText', { text: target.search })}
          <span className="sr-only"> {t('translation:app.newWindow')}</span>
        </a>
      )}
    </p>
  )
}
