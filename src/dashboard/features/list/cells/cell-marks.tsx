import { type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { elementOf, type Cell } from './cell-cursor.ts'

/** A value that was edited in a cell and is not yet, or not, in its row. */
export type DrawnEdit = Cell & {
  state: 'saving' | 'saved' | 'failed'
  /** The value as it is drawn; what was not saved is drawn as it was. */
  content: ReactNode
}

type Props = { edits: readonly DrawnEdit[]; onOpen: (cell: Cell) => void }

/**
 * Draws edited values over their cells: at once, and until their rows are read again. What was not
 * saved is marked, and opens again from its mark.
 */
export function CellMarks({ edits, onOpen }: Props) {
  const { t } = useTranslation('form')
  return edits.map(({ id, column, state, content }) => {
    const cell = elementOf({ id, column })
    if (!cell) return null
    return createPortal(
      state === 'failed' ? (
        <button
          type="button"
          tabIndex={-1}
          className="cell-failed"
          aria-label={t('cells.failed')}
          data-tip=""
          onClick={() => onOpen({ id, column })}
        />
      ) : (
        <span className="cell-edit" data-saving={state === 'saving' || undefined}>
          {content}
        </span>
      ),
      cell,
      `edit ${id} ${column}`,
    )
  })
}
