import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { Button } from './button.tsx'
import { isFocusLost } from './focus-lost.ts'

type Props = {
  /** Name of the value. */
  label: string
  saveLabel: string
  cancelLabel: string
  /** Which keys save, if Enter does something else in the editor. */
  hint?: string | undefined
  onSave: () => void
  /** Called on Escape and on the second button. */
  onCancel: () => void
  /** Whether its list of options opens at once, because there is nothing to type. */
  opensOptions?: boolean
  /** Whether it is over a cell, whose focus it takes; a press beside it saves, as Enter does. */
  isCell?: boolean
  /** Omitted: unless it is over a cell. */
  hasButtons?: boolean
  /** The editor of the value. */
  children: ReactNode
}

/**
 * An editor in the place of its value, which has the focus: Enter saves, Shift+Enter starts a line,
 * Ctrl+Enter saves wherever Enter has a meaning of its own, Escape returns to the value.
 */
export function InlineForm(props: Props) {
  const { label, saveLabel, cancelLabel, hint, onSave, onCancel, opensOptions, children } = props
  const { isCell = false, hasButtons = !isCell } = props
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    if (!isCell && !isFocusLost()) return // it was opened by a failure, while something else is edited
    const control = controlOf(form.current)
    control?.focus()
    if (control instanceof HTMLInputElement) control.select()
    if (opensOptions && control?.role === 'combobox') control.click()
  }, [opensOptions, isCell])
  const pressAnywhere = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSave()
  })
  // Not by React: a list of options that these keys close has left the page when it handles them.
  useEffect(() => {
    const element = form.current
    element?.addEventListener('keydown', pressAnywhere)
    return () => element?.removeEventListener('keydown', pressAnywhere)
  }, [])
  const press = (event: KeyboardEvent) => {
    if (event.isDefaultPrevented() || event.nativeEvent.isComposing) return
    const isLines = event.target instanceof HTMLTextAreaElement && !event.shiftKey
    if (event.key === 'Escape') {
      event.preventDefault() // a dialog around it remains open
      event.stopPropagation()
      onCancel()
    } else if (event.key === 'Enter' && isLines) {
      event.preventDefault()
      onSave()
    }
  }
  return (
    <form
      ref={form}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <div role="presentation" onKeyDown={press} className="grid min-w-0 gap-2 py-1">
        {children}
        {(hasButtons || hint) && (
          <div className="flex flex-wrap items-center gap-2">
            {hasButtons && (
              <>
                <Button type="submit">{saveLabel}</Button>
                <Button look="quiet" onClick={onCancel}>
                  {cancelLabel}
                </Button>
              </>
            )}
            {hint && <span className="text-meta text-quiet pointer-coarse:hidden">{hint}</span>}
          </div>
        )}
      </div>
    </form>
  )
}

/** The control to start with: the first one that is wrong, or the first one. */
const controlOf = (form: HTMLFormElement | null): HTMLElement | null =>
  form?.querySelector<HTMLElement>('[aria-invalid=true]') ??
  form?.querySelector<HTMLElement>('input, textarea, [role=combobox]') ??
  null
