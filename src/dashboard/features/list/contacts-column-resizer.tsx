import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { clampWidth, widthLimits } from '#dashboard/domain/contact-columns.ts'
import { useColumnDrag } from './contacts-column-drag.ts'
import { setWidth } from './contacts-column-changes.ts'
import type { ListColumn, ListTable } from './contacts-columns.ts'
import { tableTracks } from './contacts-tracks.ts'

type Props = {
  table: ListTable
  column: ListColumn
  label: string
}

const step = 16 // pixels per arrow key

/**
 * Resizes a column by pointer or arrow keys; a double click resets it. By the rest of the header the
 * column is dragged to another place.
 */
export function ContactsColumnResizer({ table, column, label }: Props) {
  const handle = useRef<HTMLSpanElement>(null)
  useColumnDrag(handle, table, column)
  const onWidth = (width: number | undefined) => setWidth(table, column, width)
  const pull = (event: PointerEvent<HTMLElement>) => {
    const head = event.currentTarget.closest('th')
    const box = event.currentTarget.closest('table')
    if (!head || !box) return
    event.preventDefault()
    event.stopPropagation()
    const grip = event.currentTarget
    const startX = event.clientX
    const before = head.getBoundingClientRect().width
    let width: number | undefined
    grip.setPointerCapture(event.pointerId)
    // While dragging only CSS variables change; React re-renders at the end.
    const move = ({ clientX }: globalThis.PointerEvent) => {
      width = clampWidth(before + clientX - startX)
      const tracks = tableTracks(table, { id: column.id, width })
      for (const [name, value] of Object.entries(tracks)) box.style.setProperty(name, value)
    }
    const end = () => {
      grip.removeEventListener('pointermove', move)
      grip.removeEventListener('pointerup', end)
      grip.removeEventListener('pointercancel', end)
      if (width !== undefined) onWidth(width)
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('pointerup', end)
    grip.addEventListener('pointercancel', end)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
    if (by === undefined && event.key !== 'Escape') return
    event.preventDefault()
    const set = table.state.columnSizing[column.id]
    const now = event.currentTarget.closest('th')?.getBoundingClientRect().width
    onWidth(by === undefined ? undefined : (set ?? (now || column.getSize())) + by)
  }
  return (
    <span
      ref={handle}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={widthLimits.min}
      aria-valuemax={widthLimits.max}
      aria-valuenow={column.getSize()}
      className="contacts-resizer"
      onPointerDown={pull}
      onDoubleClick={() => onWidth(undefined)}
      onKeyDown={press}
    />
  )
}
