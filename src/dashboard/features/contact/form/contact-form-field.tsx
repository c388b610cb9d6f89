import { useController, type Control } from 'react-hook-form'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { FieldEditor } from '#dashboard/fields/field-editor.tsx'
import { describedBy, FormField, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { useIssueTexts, wholeTexts } from './contact-form-errors.ts'
import { fieldName } from './contact-form-keys.ts'
import type { FormValues } from './contact-form-values.ts'

type Props = {
  definition: FieldDefinition
  control: Control<FormValues>
  timeZone: string | null
  help?: string | undefined
}

/** One field of the account, with its own name and whatever is wrong with it. */
export function ContactFormField({ definition, control, timeZone, help }: Props) {
  const textsOf = useIssueTexts()
  const { field, fieldState } = useController({ control, name: fieldName(definition.id) })
  const issues = textsOf(fieldState.error)
  const errors = wholeTexts(issues)
  const id = `field-${definition.id}`
  return (
    <FormField id={id} label={definition.name} help={help} errors={errors}>
      <FieldEditor
        id={id}
        labelId={labelIdOf(id)}
        label={definition.name}
        describedBy={describedBy(id, { help: Boolean(help), error: errors.length > 0 })}
        definition={definition}
        input={field.value}
        onChange={field.onChange}
        issues={issues}
        timeZone={timeZone}
      />
    </FormField>
  )
}
