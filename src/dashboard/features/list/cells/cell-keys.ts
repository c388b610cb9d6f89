/** What a key does in cell mode. */
export type CellAction =
  | { type: 'move'; rows: number; columns: number; isExtended: boolean }
  /** Before the first or after the last cell of the row, it goes on in the next one. */
  | { type: 'step'; by: 1 | -1 }
  | { type: 'edit' }
  /** Replaces the value by what is typed. */
  | { type: 'type'; text: string }
  | { type: 'clear' }
  | { type: 'follow' }
  | { type: 'leave' }

type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>

const pageRows = 10
const far = 10_000 // more than any page has

const move = (rows: number, columns: number, isExtended = false): CellAction => ({
  type: 'move',
  rows,
  columns,
  isExtended,
})

/** The action of a key on a cell; undefined: it is not a key of cells. */
export function cellAction(event: Key): CellAction | undefined {
  const { key, shiftKey, altKey } = event
  if (event.isComposing || key === 'Process' || key === 'Dead') return undefined
  const isMod = event.ctrlKey || event.metaKey
  if (altKey && !isMod) return undefined
  if (isMod) {
    if (key === 'Home') return move(-far, -far, shiftKey)
    if (key === 'End') return move(far, far, shiftKey)
    return key === 'Enter' ? { type: 'follow' } : undefined
  }
  switch (key) {
    case 'ArrowUp':
      return move(-1, 0, shiftKey)
    case 'ArrowDown':
      return move(1, 0, shiftKey)
    case 'ArrowLeft':
      return move(0, -1, shiftKey)
    case 'ArrowRight':
      return move(0, 1, shiftKey)
    case 'Home':
      return move(0, -far, shiftKey)
    case 'End':
      return move(0, far, shiftKey)
    case 'PageUp':
      return move(-pageRows, 0, shiftKey)
    case 'PageDown':
      return move(pageRows, 0, shiftKey)
    case 'Tab':
      return { type: 'step', by: shiftKey ? -1 : 1 }
    case 'Enter':
    case 'F2':
    case ' ':
      return { type: 'edit' }
    case 'Delete':
    case 'Backspace':
      return { type: 'clear' }
    case 'Escape':
      return { type: 'leave' }
    default:
      // One character, also of two UTF-16 units.
      return /^.$/u.test(key) ? { type: 'type', text: key } : undefined
  }
}

/** Whether a key undoes, whatever the layout: on others its position counts. */
export const isUndoKey = ({
  key,
  code,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): boolean =>
  (ctrlKey || metaKey) &&
  !altKey &&
  !shiftKey &&
  (/^\p{Script=Latin}$/u.test(key) ? key.toLowerCase() === 'z' : code === 'KeyZ')

/** Columns whose editor a letter opens in row mode. */
const letterColumns: Record<string, string> = { a: 'responsible', t: 'tags' }

/** The column that a letter edits in a row. */
export const rowColumn = (letter: string): string | undefined => letterColumns[letter]
