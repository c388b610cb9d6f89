import { useEffect, type Dispatch, type RefObject } from 'react'
import { printCells } from '#dashboard/features/bulk/sheet/grid-clipboard.ts'
import type { GridColumn } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { rangeOf, type GridState } from '#dashboard/features/bulk/sheet/grid-model.ts'
import { textAt } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'

type Grid = {
  state: GridState
  columns: GridColumn[]
  dispatch: Dispatch<GridAction>
  onPaste: (text: string) => void
}

export const isEditor = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, textarea, [role=combobox]') !== null

/** Handles the browser's copy and paste events of the focused cell. */
export function useClipboard(box: RefObject<HTMLTableElement | null>, now: RefObject<Grid>) {
  useEffect(() => {
    const isOurs = () => {
      const focused = document.activeElement
      return focused !== null && !isEditor(focused) && box.current?.contains(focused)
    }
    const copy = (event: ClipboardEvent) => {
      if (!isOurs()) return
      const { state, columns, dispatch } = now.current
      const { top, bottom, left, right } = rangeOf(state)
      const cells = state.rows
        .slice(top, bottom + 1)
        .map((row) => columns.slice(left - 1, right).map(({ key }) => textAt(row, key)))
      event.clipboardData?.setData('text/plain', printCells(cells))
      event.preventDefault()
      if (event.type === 'cut') dispatch({ type: 'clear' })
    }
    const paste = (event: ClipboardEvent) => {
      if (!isOurs()) return
      event.preventDefault()
      now.current.onPaste(event.clipboardData?.getData('text/plain') ?? '')
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', copy)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', copy)
      document.removeEventListener('paste', paste)
    }
  }, [box, now])
}
