import type { ReactNode } from 'react'

type Props = {
  /** ID of the (first) control inside. */
  id: string
  label: string
  /** Text beside the label, such as that the value is required. */
  mark?: string | undefined
  help?: ReactNode
  errors?: readonly string[]
  children: ReactNode
}

/** Ids for `aria-describedby` of the control inside a form field. */
export const labelIdOf = (id: string): string => `${id}-label`
export const describedBy = (id: string, has: { help: boolean; error: boolean }) =>
  [has.help && `${id}-help`, has.error && `${id}-error`].filter(Boolean).join(' ') || undefined

/** Label, help below it, errors below the control. */
export function FormField({ id, label, mark, help, errors = [], children }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1" data-field={id}>
      <div className="flex items-baseline gap-2">
        <label
          id={labelIdOf(id)}
          htmlFor={id}
          className="text-meta font-medium text-quiet wrap-anywhere"
        >
          {label}
        </label>
        {mark && <span className="text-meta text-quiet">{mark}</span>}
      </div>
      {help && (
        <div id={`${id}-help`} className="text-meta text-quiet">
          {help}
        </div>
      )}
      {children}
      {errors.length > 0 && (
        <div id={`${id}-error`}>
          {errors.map((text) => (
            <FieldError key={text} text={text} />
          ))}
        </div>
      )}
    </div>
  )
}

export function FieldError({ text, id }: { text: string; id?: string | undefined }) {
  return (
    <p id={id} className="text-meta text-danger">
      {text}
    </p>
  )
}
