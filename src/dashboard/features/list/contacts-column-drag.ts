import { useEffect, useEffectEvent, type RefObject } from 'react'
import { moveColumn } from './contacts-column-changes.ts'
import { shownColumns, type ListColumn, type ListTable } from './contacts-columns.ts'

const minDrag = 6 // pixels of movement that make a press a drag

/**
 * Reorders columns by dragging the header that contains `part`; not on touch screens, where dragging
 * scrolls (the column panel supports reordering there).
 */
export function useColumnDrag(
  part: RefObject<HTMLElement | null>,
  table: ListTable,
  column: ListColumn,
): void {
  const move = useEffectEvent((target: number) => {
    const other = shownColumns(table)[target]
    if (other) moveColumn(table, column, other)
  })
  useEffect(() => {
    const header = part.current?.closest('th')
    const grab = (event: PointerEvent) => {
      // The resize handle has its own drag behavior.
      if (header && event.target instanceof Node && !part.current?.contains(event.target))
        drag(event, header, (target) => move(target))
    }
    header?.addEventListener('pointerdown', grab)
    return () => header?.removeEventListener('pointerdown', grab)
  }, [part])
}

function drag(event: PointerEvent, header: HTMLElement, onDrop: (target: number) => void) {
  const row = header.closest('tr')
  if (!row || event.button !== 0 || event.pointerType === 'touch') return
  const startX = event.clientX
  let to: number | undefined
  const cells = [...row.querySelectorAll<HTMLElement>('th')].slice(1, -1)
  const updateMark = () => {
    for (const [index, cell] of cells.entries())
      cell.toggleAttribute('data-drop', cell !== header && index === to)
    row.toggleAttribute('data-dragging', to !== undefined)
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
    if (last.type === 'pointerup') onDrop(target)
  }
  document.addEventListener('pointermove', move)
  document.addEventListener('pointerup', end)
  document.addEventListener('pointercancel', end)
}
