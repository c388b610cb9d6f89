import {
  Suspense,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from 'react'
import { useTranslation } from 'react-i18next'
import { textParts } from '#contract/model/value-kinds/text-parts.ts'
import type { CellPosition } from '#dashboard/features/bulk/sheet/grid-model.ts'
import type { PanelProps } from '#dashboard/ui/options-panel.tsx'
import { OptionsPanel } from '#dashboard/ui/select.tsx'

export type EditorEnd =
  | { kind: 'write'; text: string; move: CellPosition; isSaved?: boolean }
  | { kind: 'paste'; text: string }
  | { kind: 'leave' }

type Props = {
  label: string
  text: string
  /** What was typed to open it; null: it was opened without. */
  initialText: string | null
  options: string[]
  state: PanelProps['state']
  /** Any number of options, in a text that separates them by `;`. */
  isSeveral: boolean
  /** Whether a text that no option has is a new one; otherwise the cell keeps it as an issue. */
  canCreate: boolean
  onPaste: (event: ClipboardEvent) => void
  onEnd: (end: EditorEnd) => void
}

const fewEnough = 8 // options that do not require a search box

/** The options of a cell, open at once; keys that leave an input leave it as well. */
export function GridChoiceEditor(props: Props) {
  const { label, text, initialText, options, state, isSeveral, canCreate, onPaste, onEnd } = props
  const { t } = useTranslation('grid')
  const listId = useId()
  const anchor = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    // The list has taken the focus already if it was loaded before.
    if (!anchor.current?.contains(document.activeElement))
      anchor.current?.focus({ preventScroll: true })
  }, [])
  const typed = useRef(initialText ?? '')
  const pressed = useRef<KeyboardEvent>(undefined)
  /** An arrow key was the last one: Enter selects the option that it has moved to. */
  const isMoved = useRef(false)
  const partsOf = (several: string) =>
    options.includes(several.trim()) ? [several.trim()] : textParts(several, options)
  const [selected, setSelected] = useState(() =>
    !isSeveral ? [text] : initialText === null ? partsOf(text) : [],
  )
  const first = isSeveral ? selected : ['', ...(initialText === null ? selected : [])]
  const values = [...new Set([...first, ...options])]

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
  const withParts = (several: string) => [
    ...new Set([...selected, ...partsOf(several.replaceAll(',', ';'))]),
  ]
  const writeSeveral = (rest: string) => write(withParts(rest).join('; '))
  const close = () => {
    const key = pressed.current?.key
    const rest = typed.current
    if (key === 'Escape') onEnd({ kind: 'leave' })
    else if (isSeveral) writeSeveral(rest)
    else if (initialText !== null && rest.trim() !== '') write(rest)
    else if (key === 'Tab') write(text)
    else onEnd({ kind: 'leave' })
  }
  const leave = useEffectEvent(({ target }: PointerEvent) => {
    if (!(target instanceof Node) || anchor.current?.contains(target)) return
    pressed.current = undefined
    close()
  })
  // Before the grid moves to the cell that is pressed, which would unmount what was typed.
  useEffect(() => {
    document.addEventListener('pointerdown', leave, true)
    return () => document.removeEventListener('pointerdown', leave, true)
  }, [])
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
      onPaste={onPaste}
      onPointerDownCapture={() => (pressed.current = undefined)}
      onKeyDownCapture={(event) => {
        const { key } = event
        pressed.current = event
        if (key === 'Tab') event.preventDefault()
        // Once everything is selected, Enter goes on to the next row.
        if (isSeveral && key === 'Enter' && !isMoved.current && typed.current.trim() === '') {
          event.preventDefault()
          event.stopPropagation()
          writeSeveral('')
        }
        isMoved.current = /^(?:Arrow|Page)(?:Up|Down)$/.test(key)
      }}
      // The list handles keys itself once it is loaded.
      onKeyDown={(event) => {
        const { key } = event
        event.stopPropagation()
        if (key === 'Escape') onEnd({ kind: 'leave' })
        else if (initialText !== null && (key === 'Enter' || key === 'Tab')) {
          event.preventDefault()
          close()
        } else if (key === 'Backspace') typed.current = typed.current.slice(0, -1)
        else if (/^\S$/.test(key) || (key === ' ' && typed.current !== '')) typed.current += key
      }}
    >
      <span className="truncate">{isSeveral ? selected.join('; ') : text}</span>
      <Suspense>
        <OptionsPanel
          listId={listId}
          label={label}
          anchor={anchor}
          typed={typed}
          onType={(next) => void (typed.current = next)}
          hasSearch={isSeveral || initialText !== null || options.length > fewEnough}
          isMany={isSeveral}
          options={values.map((value) => ({ value, text: value || '—' }))}
          state={state}
          selected={selected}
          onSelect={(value) => {
            if (!isSeveral) return write(value)
            const others = selected.filter((other) => other !== value)
            setSelected(others.length < selected.length ? others : [...selected, value])
          }}
          onRemoveLast={isSeveral ? () => setSelected(selected.slice(0, -1)) : undefined}
          onCreate={
            isSeveral
              ? (several) => setSelected(withParts(several))
              : initialText !== null
                ? write
                : undefined
          }
          createText={canCreate ? undefined : (name) => t('keepText', { text: name })}
          onClose={close}
        />
      </Suspense>
    </span>
  )
}
