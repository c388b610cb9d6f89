import { Suspense, useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { CellPosition } from '#dashboard/features/bulk/sheet/grid-model.ts'
import { OptionsPanel } from '#dashboard/ui/select.tsx'

export type EditorEnd =
  | { kind: 'write'; text: string; move: CellPosition; isSaved?: boolean }
  | { kind: 'paste'; text: string }
  | { kind: 'leave' }

type Props = {
  label: string
  text: string
  options: string[]
  onEnd: (end: EditorEnd) => void
}

const fewEnough = 8 // options that do not require a search box

/** The options of a cell, open at once; keys that leave an input leave it as well. */
export function GridChoiceEditor({ label, text, options, onEnd }: Props) {
  const listId = useId()
  const anchor = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    // The list has taken the focus already if it was loaded before.
    if (!anchor.current?.contains(document.activeElement))
      anchor.current?.focus({ preventScroll: true })
  }, [])
  const typed = useRef('')
  const pressed = useRef<KeyboardEvent>(undefined)
  const values = [...new Set(['', ...(options.includes(text) ? [] : [text]), ...options])]
  const write = (next: string) => {
    const { key, shiftKey, ctrlKey, metaKey } = pressed.current ?? {}
    const isSaved = key === 'Enter' && (ctrlKey || metaKey)
    const by = shiftKey ? -1 : 1
    const move = {
      row: key === 'Enter' && !isSaved ? by : 0,
      col: key === 'Tab' ? by : 0,
    }
    onEnd({ kind: 'write', text: next, move, isSaved: isSaved ?? false })
  }
  return (
    <span
      ref={anchor}
      role="combobox"
      aria-label={label}
      aria-haspopup="listbox"
      aria-expanded
      aria-controls={listId}
      tabIndex={-1}
      className="absolute inset-0 flex items-center bg-surface px-2 outline-2 -outline-offset-2 outline-accent"
      onPointerDownCapture={() => (pressed.current = undefined)}
      onKeyDownCapture={(event) => {
        pressed.current = event
        if (event.key === 'Tab') event.preventDefault()
      }}
      // The list handles keys itself once it is loaded.
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onEnd({ kind: 'leave' })
        else if (/^\S$/.test(event.key)) typed.current += event.key
      }}
    >
      <span className="truncate">{text}</span>
      <Suspense>
        <OptionsPanel
          listId={listId}
          label={label}
          anchor={anchor}
          typed={typed}
          hasSearch={options.length > fewEnough}
          options={values.map((value) => ({ value, text: value || '—' }))}
          selected={[text]}
          onSelect={write}
          onClose={() => (pressed.current?.key === 'Tab' ? write(text) : onEnd({ kind: 'leave' }))}
        />
      </Suspense>
    </span>
  )
}
