import { useId, useLayoutEffect, useRef, useState } from 'react'
import { controlLook } from './control-look.ts'
import { InlineValue } from './inline-value.tsx'

type Props = {
  /** Name of the value. */
  label: string
  value: string
  /** Shown instead of an empty value. */
  emptyText: string
  /** `Edit: {label}`, the name of the button. */
  editLabel: string
  /** Shown and announced while it is being saved. */
  savingText: string
  /** Saves the text; resolves to what is wrong with it, in the user's language, if anything is. */
  onSave: (text: string) => Promise<string | undefined>
}

/**
 * A text that is edited in its place: a click, Enter, E or F2 starts it, Enter saves, Escape returns
 * to the value. Values of other kinds are an `InlineValue` that an `InlineForm` replaces.
 */
export function InlineEditor({ emptyText, editLabel, ...input }: Props) {
  const { value } = input
  const [isEditing, setIsEditing] = useState(false)
  const [wasEdited, setWasEdited] = useState(false)
  const close = () => {
    setIsEditing(false)
    setWasEdited(true)
  }
  if (isEditing) return <InlineInput {...input} onClose={close} />
  return (
    <InlineValue
      editLabel={`${editLabel}: ${value || emptyText}`}
      takesFocus={wasEdited}
      onEdit={() => setIsEditing(true)}
    >
      <span className={`wrap-anywhere ${value ? '' : 'text-quiet'}`}>{value || emptyText}</span>
    </InlineValue>
  )
}

type InputProps = Omit<Props, 'emptyText' | 'editLabel'> & {
  maxLength?: number
  /** Called when it was saved or left. */
  onClose: () => void
}

/** The box in place of a value, which has the focus. For values that are shown as something else. */
export function InlineInput(props: InputProps) {
  const { label, value, savingText, maxLength, onSave, onClose } = props
  const id = useId()
  const [typed, setTyped] = useState(value)
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const save = async () => {
    if (isSaving) return
    if (typed === value) return onClose()
    setIsSaving(true)
    setError(undefined)
    const problem = await onSave(typed)
    setIsSaving(false)
    if (problem === undefined) return onClose()
    setError(problem)
    input.current?.focus()
  }
  return (
    <span className="grid max-w-full min-w-0 gap-1">
      <input
        ref={input}
        type="text"
        aria-label={label}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        readOnly={isSaving}
        aria-busy={isSaving || undefined}
        maxLength={maxLength}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            void save()
          } else if (event.key === 'Escape' && !isSaving) {
            event.preventDefault() // a dialog around it remains open
            event.stopPropagation()
            onClose()
          }
        }}
        className={controlLook.line}
      />
      {isSaving && (
        <span role="status" className="text-meta text-quiet">
          {savingText}
        </span>
      )}
      {error !== undefined && (
        <span id={`${id}-error`} role="alert" className="text-meta text-danger">
          {error}
        </span>
      )}
    </span>
  )
}
