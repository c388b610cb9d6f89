import type { PointerEvent as ReactPointerEvent, RefObject } from 'react'
import { pinnedFirst, type Column } from '#dashboard/domain/contact-columns.ts'

const minDrag = 6 // pixels of movement that make a press a drag

/**
 * Reorders columns by dragging their headers; not on touch, where a drag scrolls (the column panel
 * does it there). Returns the pointer handler of a header.
 */
export function useColumnDrag(
  row: RefObject<HTMLElement | null>,
  columns: Column[],
  onLayoutChange: (columns: Column[]) => void,
) {
  return (event: ReactPointerEvent, from: number) => {
    const head = row.current
    if (!head || event.button !== 0 || event.pointerType === 'touch') return
    const startX = event.clientX
    let to: number | undefined
    const cells = [...head.querySelectorAll<HTMLElement>('th')].slice(1, -1)
    const updateMark = () => {
      for (const [index, cell] of cells.entries())
        cell.toggleAttribute('data-drop', to !== undefined && to !== from && index === to)
      head.toggleAttribute('data-dragging', to !== undefined)
    }
    const move = ({ clientX }: PointerEvent) => {
      if (to === undefined && Math.abs(clientX - startX) < minDrag) return
      const index = cells.findIndex((cell) => clientX < cell.getBoundingClientRect().right)
      to = index < 0 ? cells.length - 1 : index
      updateMark()
    }
    const end = (last: Event) => {
      document.removeEventListener('pointermove', move)
      document.removeEventListener('pointerup', end)
      document.removeEventListener('pointercancel', end)
      const target = to
      to = undefined
      updateMark()
      if (target === undefined) return
      // The click after a drag must not sort.
      const swallow = (click: Event) => click.stopPropagation()
      document.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => document.removeEventListener('click', swallow, { capture: true }))
      if (last.type === 'pointerup' && target !== from) onLayoutChange(moved(columns, from, target))
    }
    document.addEventListener('pointermove', move)
    document.addEventListener('pointerup', end)
    document.addEventListener('pointercancel', end)
  }
}

/** The columns after moving one; among pinned columns it becomes pinned. */
export function moved(columns: Column[], from: number, to: number): Column[] {
  const column = columns[from]
  const target = columns[to]
  if (!column || !target) return columns
  const rest = columns.filter((_, index) => index !== from)
  return pinnedFirst(rest.toSpliced(to, 0, { ...column, isPinned: target.isPinned }))
}
