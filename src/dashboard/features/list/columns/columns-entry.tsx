import { ArrowDown, ArrowUp, Pin } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clampWidth, widthLimits } from '#dashboard/domain/contact-columns.ts'
import { setWidth } from '#dashboard/features/list/contacts-column-changes.ts'
import type { ListColumn, ListTable } from '#dashboard/features/list/contacts-columns.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { NumberInput } from '#dashboard/ui/number-input.tsx'

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
    <li
      data-entry={column.id}
      className="group flex items-center gap-0.5 rounded px-1.5 hover:bg-sunken"
    >
      <label className="flex min-w-0 flex-1 items-center gap-2 py-1">
        <Checkbox checked disabled={!column.getCanHide()} onChange={onHide} />
        <span className="min-w-0 truncate" data-tip={name}>
          {name}
        </span>
      </label>
      <ColumnWidth
        key={width}
        label={t('columns.widthOf', { name })}
        width={width}
        onWidth={(next) => setWidth(table, column, next)}
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

/** Typed without limits until it is left: a width that is half typed is not one yet. */
function ColumnWidth(props: {
  label: string
  width: number | undefined
  onWidth: (width: number | undefined) => void
}) {
  const { label, width, onWidth } = props
  const { t } = useTranslation()
  const [text, setText] = useState(String(width ?? ''))
  return (
    <NumberInput
      text={text}
      onText={setText}
      aria-label={label}
      placeholder={t('columns.auto')}
      onBlur={() => {
        const typed = Number(text)
        const next = typed >= widthLimits.min ? clampWidth(typed) : undefined
        if (next !== width) onWidth(next)
        else setText(String(width ?? ''))
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
      // An automatic width is shown when its column is pointed at or focused.
      className="h-7 w-14 rounded border border-line bg-surface px-1.5 text-end placeholder:text-quiet pointer-fine:placeholder-shown:opacity-0 group-focus-within:opacity-100! group-hover:opacity-100!"
    />
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
