import { LoaderCircle, Pencil } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { isFocusLost } from './focus-lost.ts'

type Props = {
  /** What its button does: `Edit: {label}`. */
  editLabel: string
  /** Undefined while it cannot be edited, or not yet: it is a text then. */
  onEdit: (() => void) | undefined
  /** Shown and announced while it is being saved, and cannot be edited. */
  savingText?: string | undefined
  /** Whether it takes the focus of the editor that it replaces. */
  takesFocus?: boolean
  /** The value as it is read; links in it are followed as usual. */
  children: ReactNode
}

/** A value that a click on it, or Enter, E or F2 on its button, replaces by its editor. */
export function InlineValue({ editLabel, onEdit, savingText, takesFocus, children }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const isSaving = savingText !== undefined
  useLayoutEffect(() => {
    if (takesFocus && isFocusLost()) button.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const edit = () => {
    if (!isSaving) onEdit?.()
  }
  return (
    <div
      role="presentation"
      onClick={({ target }) => {
        const isControl = target instanceof Element && target.closest('a, button') !== null
        if (!isControl && document.getSelection()?.isCollapsed !== false) edit()
      }}
      onKeyDown={(event) => {
        const { ctrlKey, metaKey, altKey } = event
        if (ctrlKey || metaKey || altKey) return
        if (!onEdit || (event.key !== 'F2' && event.code !== 'KeyE')) return
        event.preventDefault()
        event.stopPropagation() // E has another meaning on the page
        edit()
      }}
      className={`group relative -mx-2 -my-1 rounded py-1 pr-9 pl-2 pointer-coarse:pr-12 ${onEdit ? 'hover:bg-sunken has-[>button:focus-visible]:bg-sunken' : ''}`}
    >
      {children}
      {isSaving && (
        // In the place of the pencil: a line of its own would move what follows.
        <span
          role="status"
          data-tip={savingText}
          className="absolute top-0 right-0 inline-flex size-7.5 items-center justify-center text-quiet"
        >
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          <span className="sr-only">{savingText}</span>
        </span>
      )}
      {onEdit && (
        <button
          ref={button}
          type="button"
          aria-label={editLabel}
          aria-disabled={isSaving || undefined}
          data-tip=""
          onClick={edit}
          className="absolute top-0 right-0 inline-flex size-7.5 items-center justify-center rounded text-quiet opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:-top-2 pointer-coarse:size-11 pointer-coarse:opacity-100"
        >
          {!isSaving && <Pencil aria-hidden className="size-3.5" />}
        </button>
      )}
    </div>
  )
}
