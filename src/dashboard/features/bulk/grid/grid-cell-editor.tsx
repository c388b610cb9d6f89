import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import { textFormatOf, type TextFormat } from '#dashboard/domain/value-text.ts'
import {
  optionsOf,
  takesSeveral,
  type GridColumn,
} from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { GridChoiceEditor, type EditorEnd } from './grid-choice-editor.tsx'

type Props = {
  source: Source
  column: GridColumn
  label: string
  text: string
  /** The text typed to open it; null: the cell's text. */
  initialText: string | null
  onEnd: (end: EditorEnd) => void
}

const box =
  'absolute inset-0 w-full min-w-0 bg-surface px-2 outline-2 -outline-offset-2 outline-accent'

/** The cell editor: an input, a textarea or a list, by column type. */
export function GridCellEditor({ source, column, label, text, initialText, onEnd }: Props) {
  const { t } = useTranslation('grid')
  const [typed, setTyped] = useState(initialText ?? text)
  const isOver = useRef(false)
  const { kind, isMultiline } = column.attribute
  const format = textFormatOf(kind)
  const tags = useTagList(source, kind === 'tags')
  const options =
    kind === 'tags'
      ? tags.items.map(({ name }) => name)
      : format === 'flag'
        ? [t('yes'), t('no')]
        : optionsOf(column)
  const isSeveral = takesSeveral(column)

  const end = (how: EditorEnd) => {
    if (isOver.current) return
    isOver.current = true
    onEnd(how)
  }
  const write = (row: number, col: number, isSaved = false) =>
    end({ kind: 'write', text: typed, move: { row, col }, isSaved })

  const press = (event: KeyboardEvent) => {
    event.stopPropagation()
    const { key, shiftKey } = event
    if (key === 'Escape') end({ kind: 'leave' })
    else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) write(0, 0, true)
    else if (key === 'Enter' && isMultiline && (shiftKey || event.altKey)) return
    else if (key === 'Enter') write(shiftKey ? -1 : 1, 0)
    else if (key === 'Tab') write(0, shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain')
    const isTable = /\t/.test(pasted) || (!isMultiline && /\n[^\n]/.test(pasted))
    if (!isTable) return
    event.preventDefault()
    event.stopPropagation()
    end({ kind: 'paste', text: pasted })
  }

  const common = {
    'aria-label': label,
    value: typed,
    onKeyDown: press,
    onBlur: () => write(0, 0),
    ref: takeFocus,
  }
  if (options.length > 0 || kind === 'tags')
    return (
      <GridChoiceEditor
        label={label}
        text={text}
        initialText={initialText}
        options={options}
        state={tags.state}
        isSeveral={isSeveral}
        canCreate={kind === 'tags'}
        onPaste={paste}
        onEnd={end}
      />
    )
  if (isMultiline)
    return (
      <textarea
        {...common}
        rows={1}
        onPaste={paste}
        onChange={(event) => setTyped(event.target.value)}
        className={`${box} resize-none py-1.5`}
      />
    )
  const hint = isSeveral ? 'several' : hints[format]
  return (
    <input
      {...common}
      inputMode={modes[format]}
      placeholder={hint && t(hint)}
      autoComplete="off"
      onPaste={paste}
      onChange={(event) => setTyped(event.target.value)}
      className={box}
    />
  )
}

const modes: Record<TextFormat, 'decimal' | 'url' | undefined> = {
  plain: undefined,
  decimal: 'decimal',
  url: 'url',
  day: undefined,
  moment: undefined,
  flag: undefined,
  option: undefined,
}

const hints: Record<TextFormat, 'dayHint' | 'momentHint' | undefined> = {
  plain: undefined,
  decimal: undefined,
  url: undefined,
  day: 'dayHint',
  moment: 'momentHint',
  flag: undefined,
  option: undefined,
}

/** Typed text keeps the caret behind it; an existing text is selected. */
function takeFocus(control: HTMLInputElement | HTMLTextAreaElement | null) {
  control?.focus({ preventScroll: true })
  control?.setSelectionRange(control.value.length, control.value.length)
}
