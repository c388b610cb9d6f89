import { ArrowDown, ArrowUp, Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clampWidth, widthLimits } from '#dashboard/domain/contact-columns.ts'
import { setWidth } from '#dashboard/features/list/contacts-column-changes.ts'
import type { ListColumn, ListTable } from '#dashboard/features/list/contacts-columns.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'

type Props = {
  table: ListTable
  column: ListColumn
  name: string
  canMoveUp: boolean
  canMoveDown: boolean
  onHide: () => void
  onMove: (by: 1 | -1) => void
}

/** One shown column: hide, move, pin, and its width in pixels (empty: automatic). */
export function ColumnsEntry(props: Props) {
  const { table, column, name, canMoveUp, canMoveDown, onHide, onMove } = props
  const { t } = useTranslation()
  const width = table.state.columnSizing[column.id]
  const isPinned = column.getIsPinned() !== false
  return (
    <li data-entry={column.id} className="flex items-center gap-0.5 rounded px-1.5 hover:bg-sunken">
      <label className="flex min-w-0 flex-1 items-center gap-2 py-1">
        <Checkbox checked disabled={!column.getCanHide()} onChange={onHide} />
        <span className="min-w-0 truncate" title={name}>
          {name}
        </span>
      </label>
      <input
        type="text"
        inputMode="numeric"
        key={width}
        defaultValue={width ?? ''}
        aria-label={t('columns.widthOf', { name })}
        placeholder={t('columns.auto')}
        onBlur={(event) => {
          const typed = Number(event.target.value)
          const next = typed >= widthLimits.min ? clampWidth(typed) : undefined
          if (next !== width) setWidth(table, column, next)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
        className="h-7 w-14 rounded border border-line bg-surface px-1.5 text-end tabular-nums placeholder:text-quiet"
      />
      <IconButton
        label={t('columns.pin', { name })}
        isPressed={isPinned}
        onClick={() => column.pin(isPinned ? false : 'start')}
      >
        <Pin aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={t('columns.up', { name })}
        move={-1}
        isOff={!canMoveUp}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={t('columns.down', { name })}
        move={1}
        isOff={!canMoveDown}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden className="size-4" />
      </IconButton>
    </li>
  )
}

function IconButton(props: {
  label: string
  isPressed?: boolean
  isOff?: boolean
  move?: 1 | -1
  onClick: () => void
  children: ReactNode
}) {
  const { label, isPressed, isOff = false, move, onClick, children } = props
  return (
    <button
      type="button"
      aria-label={label}
      data-tip=""
      aria-pressed={isPressed}
      data-move={move}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onClick}
      className="inline-flex size-7 shrink-0 items-center justify-center rounded text-quiet hover:bg-page hover:text-ink aria-disabled:opacity-35 aria-pressed:text-accent"
    >
      {children}
    </button>
  )
}
