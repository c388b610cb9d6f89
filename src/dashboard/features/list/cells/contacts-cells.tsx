import { Suspense, useLayoutEffect, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import type { CellStep } from '#dashboard/domain/cell-step.ts'
import { latinKey } from '#dashboard/lib/commands.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import {
  blockOf,
  cellAt,
  cellBeside,
  cellFrom,
  elementOf,
  focusCell,
  isSame,
  shapeFrom,
  showCursor,
  type Cell,
} from './cell-cursor.ts'
import { isTextBox, take, useCellEvents } from './cell-events.ts'
import { cellAction, isUndoKey, rowColumn, type CellAction } from './cell-keys.ts'
import { CellMarks, type DrawnEdit } from './cell-marks.tsx'
import './cells.css'

export type EditorSlot = {
  contact: Contact
  attribute: Attribute
  cell: HTMLElement | null
  typed: string
  onClose: (step: CellStep) => void
}

type Props = {
  contacts: readonly Contact[]
  /** The attribute of a cell if its value can be edited. */
  attributeOf: (contact: Contact, column: string) => Attribute | undefined
  labelOf: (column: string) => string
  /** Values that were edited here and are not yet in the rows. */
  edits: readonly DrawnEdit[]
  renderEditor: (slot: EditorSlot) => ReactNode
  /** The text of a value, as it is copied. */
  textOf: (contact: Contact, column: string) => string
  onClear: (contact: Contact, attribute: Attribute) => void
  /** Undoes the last edit; false if there is none. */
  onUndo: () => boolean
  /** The cells of a text that a spreadsheet has copied, and the text for one. */
  parse: (text: string) => string[][]
  print: (rows: string[][]) => string
  /** Pastes lines into cells; there are fewer cells where the list ends. */
  onPaste: (cells: Cell[][], lines: string[][]) => void
  /** Nobody edits the row that was left. */
  onRowLeft: () => void
  /** Row keys that this part adds: edit, responsible, tags. */
  onEditContact: (id: number) => void
}

type Open = { cell: Cell; typed: string }
/** `anchor`: the other corner of a block of cells. */
type Cursor = { cell: Cell; anchor?: Cell | undefined }

/**
 * Editing in the cells of the list. In row mode the keys belong to rows (see contacts-keys); F2, → or a
 * double click enters cell mode, in which arrows move between cells, and Escape leaves it. It listens to
 * the document and draws into the cells, so that rows are not rendered for it.
 */
export function ContactsCells(props: Props) {
  const { contacts, attributeOf, labelOf, edits, renderEditor } = props
  const { t } = useTranslation('form')
  const [open, setOpen] = useState<Open>()
  const [hovered, setHovered] = useState<Cell>()
  const [cursor, setCursor] = useState<Cursor>()
  const find = (id: number) => contacts.find((contact) => contact.id === id)

  const put = (cell: Cell, anchor?: Cell) => {
    if (cursor && cell.id !== cursor.cell.id) props.onRowLeft()
    setCursor({ cell, anchor })
  }
  const leave = () => {
    props.onRowLeft()
    setCursor(undefined)
  }
  const edit = (cell: Cell, typed = '') => {
    const contact = find(cell.id)
    if (!contact) return
    put(cell)
    if (!attributeOf(contact, cell.column)) {
      const text = t('cells.readOnly', { label: labelOf(cell.column) })
      return showMessage({ id: 'cell-read-only', text })
    }
    setOpen({ cell, typed })
  }
  const close = (step: CellStep) => {
    setOpen(undefined)
    if (!open || step === 'away') return
    const by = step === 'next' ? 1 : -1
    put((step === 'stay' ? undefined : cellBeside(open.cell, by)) ?? open.cell)
  }
  const clear = (cells: Cell[]) => {
    for (const { id, column } of cells) {
      const contact = find(id)
      const attribute = contact && attributeOf(contact, column)
      if (attribute) props.onClear(contact, attribute)
    }
  }
  const blockAt = ({ cell, anchor }: Cursor) => (anchor ? blockOf(anchor, cell) : [[cell]])
  const run = (action: CellAction, at: Cursor) => {
    const { cell, anchor = cell } = at
    switch (action.type) {
      case 'move': {
        const { rows, columns, isExtended } = action
        return put(cellFrom(cell, rows, columns), isExtended ? anchor : undefined)
      }
      case 'step':
        return put(cellBeside(cell, action.by) ?? cell)
      case 'edit':
        return edit(cell)
      case 'type':
        return edit(cell, action.text)
      case 'clear':
        return clear(blockAt(at).flat())
      case 'follow':
        return elementOf(cell)?.querySelector('a')?.click()
      case 'leave': {
        leave()
        return elementOf(cell)?.parentElement?.querySelector<HTMLElement>('[data-open]')?.focus()
      }
    }
  }
  /** Keys of a row in row mode that this part adds. */
  const pressRow = (event: KeyboardEvent, target: Element, id: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const from = cellAt(target) ?? { id, column: 'name' }
    const isLink = target.matches('[data-open]')
    if (event.key === 'F2' || (event.key === 'ArrowRight' && isLink)) {
      take(event)
      return put(event.key === 'F2' ? from : cellFrom(from, 0, 1))
    }
    const letter = latinKey(event)
    if (letter === 'e') {
      take(event)
      return props.onEditContact(id)
    }
    if (letter === 'm') {
      take(event)
      return target.closest('tr')?.querySelector<HTMLElement>('.contacts-actions')?.click()
    }
    const column = rowColumn(letter)
    const contact = find(id)
    if (!column || !contact || !attributeOf(contact, column) || !elementOf({ id, column })) return
    take(event)
    edit({ id, column })
  }

  useCellEvents({
    onKey(event) {
      const target = event.target instanceof Element ? event.target : null
      if (event.defaultPrevented || event.isComposing || !target) return
      if (isUndoKey(event)) {
        if (isTextBox(target) || document.querySelector('dialog[open]')) return
        if (props.onUndo()) take(event)
        return
      }
      const id = Number(target.closest('.contacts-table > tbody > tr')?.getAttribute('data-id'))
      if (!id) return
      if (!cursor || elementOf(cursor.cell) !== target) return pressRow(event, target, id)
      const action = cellAction(event)
      // Tab leaves the list from its last cell.
      if (!action || (action.type === 'step' && !cellBeside(cursor.cell, action.by))) return
      take(event)
      run(action, cursor)
    },
    onCopy(event) {
      const isSelected = document.getSelection()?.isCollapsed === false
      if (!cursor || isSelected || elementOf(cursor.cell) !== document.activeElement) return
      const lines = blockAt(cursor).map((cells) =>
        cells.map(({ id, column }) => {
          const contact = find(id)
          return contact ? props.textOf(contact, column) : ''
        }),
      )
      event.clipboardData?.setData('text/plain', props.print(lines))
      event.preventDefault()
    },
    onPaste(event) {
      if (!cursor || elementOf(cursor.cell) !== document.activeElement) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      event.preventDefault()
      if (text === '') return
      const lines = props.parse(text)
      const block = blockAt(cursor)
      const [[only] = []] = lines
      // One value fills all cells that are selected.
      if (lines.length === 1 && lines[0]?.length === 1 && only !== undefined)
        return props.onPaste(
          block,
          block.map((row) => row.map(() => only)),
        )
      const width = Math.max(...lines.map((line) => line.length))
      props.onPaste(shapeFrom(block[0]?.[0] ?? cursor.cell, lines.length, width), lines)
    },
    onDoubleClick({ target }) {
      const cell = cellAt(target)
      if (!cell || (target instanceof Element && target.closest('a, button'))) return
      document.getSelection()?.removeAllRanges()
      edit(cell)
    },
    onPoint({ pointerType, target }) {
      if (pointerType === 'touch') return
      const cell = cellAt(target)
      if (cell && hovered && isSame(cell, hovered)) return
      const contact = cell && find(cell.id)
      setHovered(contact && attributeOf(contact, cell.column) ? cell : undefined)
    },
    onFocus({ target }) {
      if (!cursor || open) return
      const isInside = target instanceof Node && elementOf(cursor.cell)?.contains(target)
      if (!isInside) leave()
    },
  })
  // Rows that were rendered anew have lost it.
  useLayoutEffect(() => {
    document.querySelector('.contacts-table')?.setAttribute('data-cells', '')
    showCursor(cursor?.cell, cursor?.anchor)
  })
  useLayoutEffect(() => () => showCursor(undefined, undefined), [])
  const isOpen = open !== undefined
  useLayoutEffect(() => {
    if (cursor && !isOpen) focusCell(cursor.cell)
  }, [cursor, isOpen])

  // Why it was not saved is said at once where the cursor still is; elsewhere its mark opens it.
  const failed = edits.filter(({ state }) => state === 'failed').map(keyOf)
  const failedKeys = failed.join()
  const [seenFailed, setSeenFailed] = useState('')
  if (failedKeys !== seenFailed) {
    setSeenFailed(failedKeys)
    if (cursor && !open && failed.includes(keyOf(cursor.cell)))
      setOpen({ cell: cursor.cell, typed: '' })
  }

  const contact = open && find(open.cell.id)
  const attribute = contact && attributeOf(contact, open.cell.column)
  const pencil = hovered && !open ? elementOf(hovered) : null
  return (
    <>
      <CellMarks edits={edits} onOpen={edit} />
      {hovered &&
        pencil &&
        createPortal(
          <button
            type="button"
            tabIndex={-1}
            className="cell-pencil"
            aria-label={t('cells.edit', { label: labelOf(hovered.column) })}
            data-tip=""
            onClick={(event) => {
              event.stopPropagation() // the row does nothing else
              edit(hovered)
            }}
          />,
          pencil,
          'pencil',
        )}
      {attribute && (
        <Suspense>
          {renderEditor({
            contact,
            attribute,
            cell: elementOf(open.cell),
            typed: open.typed,
            onClose: close,
          })}
        </Suspense>
      )}
    </>
  )
}

const keyOf = ({ id, column }: Cell) => `${id}/${column}`
