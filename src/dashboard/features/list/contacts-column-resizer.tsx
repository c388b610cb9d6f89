import type { KeyboardEvent, PointerEvent } from 'react'
import {
  clampWidth,
  tracksFor,
  trackOf,
  widthLimits,
  type Column,
} from '#dashboard/domain/contact-columns.ts'

type Props = {
  columns: Column[]
  column: Column
  label: string
  /** Undefined: back to automatic width. */
  onWidth: (width: number | undefined) => void
}

const step = 16 // pixels per arrow key

/** Resizes a column by pointer or arrow keys; a double click resets it. */
export function ContactsColumnResizer({ columns, column, label, onWidth }: Props) {
  const pull = (event: PointerEvent<HTMLElement>) => {
    const head = event.currentTarget.closest('th')
    const table = event.currentTarget.closest('table')
    if (!head || !table) return
    event.preventDefault()
    event.stopPropagation()
    const handle = event.currentTarget
    const startX = event.clientX
    const before = head.getBoundingClientRect().width
    let width: number | undefined
    handle.setPointerCapture(event.pointerId)
    // While dragging only CSS variables change; React re-renders at the end.
    const move = ({ clientX }: globalThis.PointerEvent) => {
      width = clampWidth(before + clientX - startX)
      const tracks = tracksFor(columns.map((c) => (c.id === column.id ? { ...c, width } : c)))
      for (const [name, value] of Object.entries(tracks)) table.style.setProperty(name, value)
    }
    const end = () => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
      if (width !== undefined) onWidth(width)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
    if (by === undefined && event.key !== 'Escape') return
    event.preventDefault()
    const now = event.currentTarget.closest('th')?.getBoundingClientRect().width
    onWidth(by === undefined ? undefined : (column.width ?? (now || trackOf(column.id).min)) + by)
  }
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={widthLimits.min}
      aria-valuemax={widthLimits.max}
      aria-valuenow={column.width ?? trackOf(column.id).min}
      className="contacts-resizer"
      onPointerDown={pull}
      onDoubleClick={() => onWidth(undefined)}
      onKeyDown={press}
    />
  )
}
