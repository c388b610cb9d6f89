import { useController, useWatch, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { plainContext } from '#contract/model/value-context.ts'
import { ValueCheckLines } from '#dashboard/fields/value-check-lines.tsx'
import { useValueChecks } from '#dashboard/fields/value-checks-state.ts'
import { draftOf, type AttributeDraft } from '#dashboard/fields/attribute-draft.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { textIn } from '#dashboard/fields/text-editor.tsx'
import { wholeTexts } from '#dashboard/fields/attribute-editor.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField } from '#dashboard/ui/form-field.tsx'
import { useIssueTexts } from './contact-form-issues.ts'
import {
  isNameMade,
  nameOfParts,
  type FormContext,
  type FormValues,
} from './contact-form-values.ts'

type Props = {
  form: UseFormReturn<FormValues>
  base: FormValues
  hasParts: boolean
  isRequired: boolean
  context: FormContext
  /** Counts attempts to save. */
  attempt: number
}

/** The full name, and first and last name if the source has them. */
export function ContactFormName(props: Props) {
  const { form, base, hasParts, isRequired, context, attempt } = props
  const shared = { form, base, context, attempt }
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
        {...shared}
        name="name"
        mark={isRequired ? t('required') : undefined}
        help={isMade ? t('nameFromParts') : undefined}
        isReadOnly={isMade}
      />
      {hasParts && (
        <div className="grid gap-4 sm:grid-cols-2">
          <NameInput {...shared} name="firstName" onTyped={onPart} />
          <NameInput {...shared} name="lastName" onTyped={onPart} />
        </div>
      )}
    </>
  )
}

/** The text as typed: it is trimmed when it is sent. */
const nameDraft = (text: string): AttributeDraft =>
  draftOf(text === '' ? null : { kind: 'text', values: [text] })

type InputProps = Omit<Props, 'hasParts' | 'isRequired'> & {
  name: 'name' | 'firstName' | 'lastName'
  mark?: string | undefined
  help?: string | undefined
  isReadOnly?: boolean
  onTyped?: () => void
}

function NameInput(props: InputProps) {
  const { form, base, context, attempt, name, mark, help, isReadOnly = false, onTyped } = props
  const { t } = useTranslation(['form', 'translation'])
  const textsOf = useIssueTexts()
  const { field, fieldState } = useController({ control: form.control, name: `drafts.${name}` })
  const errors = wholeTexts(textsOf(fieldState.error), 'text')
  const checks = useValueChecks({
    attribute: { ...plainContext, kind: 'text' },
    draft: field.value ?? draftOf(null),
    held: base.drafts[name]?.value ?? null,
    typing: context.typing,
    id: name,
    onChange: (draft) => {
      field.onChange(draft)
      onTyped?.()
    },
    attempt,
  })
  const isAsked = checks.at(0).length > 0 || checks.madeAt(0) !== undefined
  const described = describedBy(name, { help: Boolean(help), error: errors.length > 0 })
  return (
    <FormField
      id={name}
      label={attributeLabel({ key: name, label: null }, t)}
      mark={mark}
      help={help}
      errors={errors}
    >
      <div data-checked onBlur={checks.onBlur} className="grid min-w-0 gap-1">
        <input
          id={name}
          type="text"
          autoComplete="off"
          readOnly={isReadOnly}
          aria-describedby={
            [described, isAsked && checks.idAt(0)].filter(Boolean).join(' ') || undefined
          }
          aria-invalid={errors.length > 0 || undefined}
          data-warned={checks.at(0).length > 0 || undefined}
          value={textIn(field.value?.value ?? null)}
          onChange={(event) => checks.change(nameDraft(event.target.value))}
          className={controlLook.line}
        />
        <ValueCheckLines checks={checks} index={0} />
      </div>
    </FormField>
  )
}
