import type { KeyboardEvent } from 'react'
import type { GridState, Place } from '#dashboard/features/bulk/sheet/grid-model.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'

export type KeyDeed =
  | Extract<GridAction, { type: 'go' | 'edit' }>
  | { type: 'clear' | 'fill' | 'undo' }
  | { type: 'save' | 'open' | 'out' }

const page = 10 // rows

/** What a key means while no cell is being edited; undefined where it is none of the grid's. */
export function deedOf(event: KeyboardEvent, state: GridState): KeyDeed | undefined {
  const { key, shiftKey, altKey } = event
  const { at, rows, shown } = state
  const isCommand = event.ctrlKey || event.metaKey
  const go = (to: Place): KeyDeed => ({ type: 'go', to, isRange: shiftKey })
  const last = { row: rows.length - 1, col: shown.length }
  if (altKey) return key === 'ArrowDown' ? { type: 'edit', begin: null } : undefined
  switch (key) {
    case 'ArrowUp':
      return go({ ...at, row: isCommand ? 0 : at.row - 1 })
    case 'ArrowDown':
      return go({ ...at, row: isCommand ? last.row : at.row + 1 })
    case 'ArrowLeft':
      return go({ ...at, col: isCommand ? 0 : at.col - 1 })
    case 'ArrowRight':
      return go({ ...at, col: isCommand ? last.col : at.col + 1 })
    case 'Home':
      return go({ row: isCommand ? 0 : at.row, col: isCommand ? 0 : 1 })
    case 'End':
      return go({ row: isCommand ? last.row : at.row, col: last.col })
    case 'PageUp':
      return go({ ...at, row: at.row - page })
    case 'PageDown':
      return go({ ...at, row: at.row + page })
    case 'Tab':
      return tab(at, last, shiftKey)
    case 'Enter':
      if (isCommand) return { type: 'save' }
      return at.col === 0 ? { type: 'open' } : { type: 'edit', begin: null }
    case 'F2':
      return { type: 'edit', begin: null }
    case 'Escape':
      return { type: 'out' }
    case 'Delete':
    case 'Backspace':
      return { type: 'clear' }
  }
  if (isCommand) return commandOf(event.code, shiftKey)
  return key.length === 1 && key !== ' ' ? { type: 'edit', begin: key } : undefined
}

/** Tab goes from cell to cell and out of the grid at its ends. */
function tab(at: Place, last: Place, isBack: boolean): KeyDeed | undefined {
  const col = at.col + (isBack ? -1 : 1)
  if (col > last.col)
    return at.row < last.row ? { type: 'go', to: { row: at.row + 1, col: 1 } } : undefined
  if (col < 1)
    return at.row > 0 ? { type: 'go', to: { row: at.row - 1, col: last.col } } : undefined
  return { type: 'go', to: { row: at.row, col } }
}

/** By the key's place, so that a Cyrillic layout means the same. */
function commandOf(code: string, isShift: boolean): KeyDeed | undefined {
  if (code === 'KeyD') return { type: 'fill' }
  if (code === 'KeyZ' && !isShift) return { type: 'undo' }
  return undefined
}
