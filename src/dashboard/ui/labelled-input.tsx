import { useId, type ComponentProps, type ReactNode } from 'react'
import { controlLook } from './control-look.ts'
import { describedBy, FormField } from './form-field.tsx'

type Props = Omit<ComponentProps<'input'>, 'id' | 'className' | 'aria-invalid'> & {
  label: string
  help?: ReactNode
  errors?: readonly string[]
}

/** One line of text with its label, help and errors. `aria-describedby`: of a text elsewhere, besides. */
export function LabelledInput({ label, help, errors = [], ...input }: Props) {
  const id = useId()
  const hasError = errors.length > 0
  const texts = [
    describedBy(id, { help: help !== undefined, error: hasError }),
    input['aria-describedby'],
  ]
  return (
    <FormField id={id} label={label} help={help} errors={errors}>
      <input
        {...input}
        id={id}
        aria-invalid={hasError}
        aria-describedby={texts.filter(Boolean).join(' ') || undefined}
        className={controlLook.line}
      />
    </FormField>
  )
}
