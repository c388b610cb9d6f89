import type { KeyboardEvent } from 'react'
import type { GridState, CellPosition } from '#dashboard/features/bulk/sheet/grid-model.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'

export type KeyAction =
  | Extract<GridAction, { type: 'go' | 'edit' }>
  | { type: 'clear' | 'fill' | 'undo' }
  | { type: 'save' | 'open' | 'out' }

const page = 10 // rows

/** The action of a key while no cell is edited; undefined if the grid does not handle it. */
export function actionOf(event: KeyboardEvent, state: GridState): KeyAction | undefined {
  const { key, shiftKey, altKey } = event
  const { active, rows, shown } = state
  const isCommand = event.ctrlKey || event.metaKey
  const go = (to: CellPosition): KeyAction => ({ type: 'go', to, isRange: shiftKey })
  const last = { row: rows.length - 1, col: shown.length }
  if (altKey) return key === 'ArrowDown' ? { type: 'edit', initialText: null } : undefined
  switch (key) {
    case 'ArrowUp':
      return go({ ...active, row: isCommand ? 0 : active.row - 1 })
    case 'ArrowDown':
      return go({ ...active, row: isCommand ? last.row : active.row + 1 })
    case 'ArrowLeft':
      return go({ ...active, col: isCommand ? 0 : active.col - 1 })
    case 'ArrowRight':
      return go({ ...active, col: isCommand ? last.col : active.col + 1 })
    case 'Home':
      return go({ row: isCommand ? 0 : active.row, col: isCommand ? 0 : 1 })
    case 'End':
      return go({ row: isCommand ? last.row : active.row, col: last.col })
    case 'PageUp':
      return go({ ...active, row: active.row - page })
    case 'PageDown':
      return go({ ...active, row: active.row + page })
    case 'Tab':
      return tab(active, last, shiftKey)
    case 'Enter':
      if (isCommand) return { type: 'save' }
      return active.col === 0 ? { type: 'open' } : { type: 'edit', initialText: null }
    case 'F2':
      return { type: 'edit', initialText: null }
    case 'Escape':
      return { type: 'out' }
    case 'Delete':
    case 'Backspace':
      return { type: 'clear' }
  }
  if (isCommand) return commandOf(event.code, shiftKey)
  return key.length === 1 && key !== ' ' ? { type: 'edit', initialText: key } : undefined
}

/** Tab moves from cell to cell and leaves the grid at its ends. */
function tab(active: CellPosition, last: CellPosition, isBack: boolean): KeyAction | undefined {
  const col = active.col + (isBack ? -1 : 1)
  if (col > last.col)
    return active.row < last.row ? { type: 'go', to: { row: active.row + 1, col: 1 } } : undefined
  if (col < 1)
    return active.row > 0 ? { type: 'go', to: { row: active.row - 1, col: last.col } } : undefined
  return { type: 'go', to: { row: active.row, col } }
}

/** By `code`, so that it works on a Cyrillic layout. */
function commandOf(code: string, isShift: boolean): KeyAction | undefined {
  if (code === 'KeyD') return { type: 'fill' }
  if (code === 'KeyZ' && !isShift) return { type: 'undo' }
  return undefined
}
