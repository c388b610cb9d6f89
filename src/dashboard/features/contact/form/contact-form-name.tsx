import { useController, useWatch, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { draftOf, type AttributeDraft } from '#dashboard/fields/attribute-draft.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { textIn } from '#dashboard/fields/text-editor.tsx'
import { wholeTexts } from '#dashboard/fields/attribute-editor.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField } from '#dashboard/ui/form-field.tsx'
import { useIssueTexts } from './contact-form-issues.ts'
import { isNameMade, nameOfParts, type FormValues } from './contact-form-values.ts'

type Props = {
  form: UseFormReturn<FormValues>
  base: FormValues
  hasParts: boolean
  isRequired: boolean
}

/** The full name, and first and last name if the source has them. */
export function ContactFormName({ form, base, hasParts, isRequired }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  useWatch({ control: form.control, name: 'drafts' })
  const isMade = isNameMade(form.getValues(), base)
  const onPart = () => {
    const made = nameOfParts(form.getValues())
    if (made !== '') form.setValue('drafts.name', nameDraft(made))
  }
  return (
    <>
      <NameInput
        form={form}
        name="name"
        mark={isRequired ? t('required') : undefined}
        help={isMade ? t('nameFromParts') : undefined}
        isReadOnly={isMade}
      />
      {hasParts && (
        <div className="grid gap-4 sm:grid-cols-2">
          <NameInput form={form} name="firstName" onTyped={onPart} />
          <NameInput form={form} name="lastName" onTyped={onPart} />
        </div>
      )}
    </>
  )
}

/** The text as typed: it is trimmed when it is sent. */
const nameDraft = (text: string): AttributeDraft =>
  draftOf(text === '' ? null : { kind: 'text', values: [text] })

function NameInput(props: {
  form: UseFormReturn<FormValues>
  name: 'name' | 'firstName' | 'lastName'
  mark?: string | undefined
  help?: string | undefined
  isReadOnly?: boolean
  onTyped?: () => void
}) {
  const { form, name, mark, help, isReadOnly = false, onTyped } = props
  const { t } = useTranslation(['form', 'translation'])
  const textsOf = useIssueTexts()
  const { field, fieldState } = useController({ control: form.control, name: `drafts.${name}` })
  const errors = wholeTexts(textsOf(fieldState.error), 'text')
  return (
    <FormField
      id={name}
      label={attributeLabel({ key: name, label: null }, t)}
      mark={mark}
      help={help}
      errors={errors}
    >
      <input
        id={name}
        type="text"
        autoComplete="off"
        readOnly={isReadOnly}
        aria-describedby={describedBy(name, { help: Boolean(help), error: errors.length > 0 })}
        aria-invalid={errors.length > 0 || undefined}
        value={textIn(field.value?.value ?? null)}
        onChange={(event) => {
          field.onChange(nameDraft(event.target.value))
          onTyped?.()
        }}
        className={controlLook.line}
      />
    </FormField>
  )
}
