import {
  ArrowUpRight,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Clock,
  TriangleAlert,
} from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { GridCellEditor } from './grid-cell-editor.tsx'
import type { EditorEnd } from './grid-choice-editor.tsx'
import { checkRow } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import type { GridColumn, GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import {
  isLocked,
  targetOf,
  textAt,
  type GridRow as Row,
  type RowTarget,
} from '#dashboard/features/bulk/sheet/grid-rows.ts'
import { useCellMessages } from './grid-messages.ts'

type Props = {
  row: Row
  /** From 0. */
  index: number
  columns: GridColumn[]
  context: GridContext
  /** A line for each doubtful cell: its column, a tab, and why. */
  doubts: string
  /** The focused column; -1 if the focus is in another row. */
  activeColumn: number
  /** Selected columns from `left` to `right`; none if `right` is smaller. */
  left: number
  right: number
  editing: { initialText: string | null } | null
  onEnd: (end: EditorEnd) => void
  hrefFor: (target: RowTarget) => string
}

const cellLook =
  'relative flex min-w-0 items-center border-r border-line px-2 focus-visible:-outline-offset-2'

/** One row; only the active cell has an editor. The table handles the events of all rows. */
export const GridRow = memo(function GridRow(props: Props) {
  const { row, index, columns, context, activeColumn, left, right, editing, onEnd } = props
  const { t } = useTranslation('grid')
  const messageFor = useCellMessages()
  const messages = messageFor(row, checkRow(row, context))
  const isStill = isLocked(row) || row.isSkipped === true
  const doubts = new Map(
    props.doubts.split('\n').map((line): [string, string | undefined] => {
      const [column = '', words] = line.split('\t')
      return [column, words]
    }),
  )
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      className="contact-grid-row border-b border-line"
    >
      <RowHead {...props} message={messages.row} />
      {columns.map((column, columnIndex) => {
        const col = columnIndex + 1
        const message = messages[column.key]
        const doubt = message ? undefined : doubts.get(column.key)
        const isSelected = col >= left && col <= right
        const id = `grid-${row.key}-${column.key}`
        const text = textAt(row, column.key)
        const isChanged = row.seen && text !== (row.seen.texts[column.key] ?? '')
        return (
          <td
            key={column.key}
            role="gridcell"
            aria-colindex={col + 1}
            aria-selected={isSelected}
            aria-invalid={message ? true : undefined}
            aria-describedby={message || doubt ? id : undefined}
            data-doubtful={doubt !== undefined || undefined}
            data-col={col}
            tabIndex={activeColumn === col ? 0 : -1}
            className={`${cellLook} ${message ? 'bg-danger-tint' : doubt ? 'contact-grid-doubt' : isSelected ? 'bg-tint' : isStill ? 'bg-sunken' : ''}`}
          >
            {activeColumn === col && editing ? (
              <GridCellEditor
                source={context.source}
                column={column}
                label={t('cellLabel', { column: column.label, row: index + 1 })}
                text={text}
                initialText={editing.initialText}
                onEnd={onEnd}
              />
            ) : (
              <span
                className={`min-w-0 flex-1 truncate ${isStill ? 'text-quiet' : ''} ${isChanged ? 'font-medium' : ''}`}
              >
                {text}
              </span>
            )}
            {message ? (
              <CircleAlert aria-hidden className="ml-1 size-4 shrink-0 text-danger" />
            ) : (
              doubt && <TriangleAlert aria-hidden className="ml-1 size-4 shrink-0 text-warning" />
            )}
            {(message ?? doubt) && (
              <span id={id} className="sr-only">
                {message ?? doubt}
              </span>
            )}
          </td>
        )
      })}
    </tr>
  )
})

function RowHead({
  row,
  index,
  context,
  activeColumn,
  left,
  right,
  hrefFor,
  message,
}: Props & { message?: string | undefined }) {
  const { t } = useTranslation('grid')
  const { status } = row
  const target = targetOf(row, context.source.capabilities.search)
  const word = status
    ? t(`statuses.${status.kind === 'done' ? status.outcome : status.kind}`)
    : row.isSkipped && t('statuses.skipped')
  const isWhole = left === 1 && right === Infinity
  return (
    <td
      role="rowheader"
      aria-colindex={1}
      aria-selected={isWhole}
      aria-describedby={message ? `grid-${row.key}-row` : undefined}
      data-col={0}
      tabIndex={activeColumn === 0 ? 0 : -1}
      className={`${cellLook} sticky left-0 z-1 gap-1.5 bg-sunken`}
    >
      <span className="w-7 shrink-0 text-end text-quiet tabular-nums">{index + 1}</span>
      {status?.kind === 'sending' && <Clock aria-hidden className="size-4 shrink-0 text-quiet" />}
      {status?.kind === 'done' && (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
      )}
      {(status?.kind === 'rejected' || status?.kind === 'conflict') && (
        <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
      )}
      {status?.kind === 'unknown' && (
        <CircleHelp aria-hidden className="size-4 shrink-0 text-warning" />
      )}
      {target === undefined ? (
        <span className="truncate max-sm:sr-only">{word}</span>
      ) : (
        <a href={hrefFor(target)} tabIndex={-1} className="link truncate max-sm:py-2">
          <ArrowUpRight aria-hidden className="size-4 sm:hidden" />
          <span className="max-sm:sr-only">{word || t('openContact')}</span>
        </a>
      )}
      {message && (
        <span id={`grid-${row.key}-row`} className="sr-only">
          {message}
        </span>
      )}
    </td>
  )
}
