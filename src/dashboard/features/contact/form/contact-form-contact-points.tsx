import { useController, type Control } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { ContactPointsEditor } from '#dashboard/fields/contact-points-editor.tsx'
import { describedBy, FormField, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { ContactFormDuplicates } from './contact-form-duplicates.tsx'
import { useIssueTexts, wholeTexts } from './contact-form-errors.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

type Props = {
  name: 'phones' | 'emails'
  control: Control<FormValues>
  context: FormContext
  /** The original values: duplicates of these are not reported. */
  before: FormValues['phones']
  /** Beside the label: that a value is required. */
  mark?: string | undefined
  ownId: number | undefined
  hrefFor: (id: number) => string
}

const kinds = {
  phones: { code: 'PHONE', what: 'phone' },
  emails: { code: 'EMAIL', what: 'email' },
} as const

/** Phones or e-mails, which every source has. */
export function ContactFormContactPoints(props: Props) {
  const { name, control, context, before, mark, ownId, hrefFor } = props
  const { t } = useTranslation('form')
  const textsOf = useIssueTexts()
  const { field, fieldState } = useController({ control, name })
  const { search, writes } = context.source.capabilities
  const { code, what } = kinds[name]
  const definition = context.definitions.find((item) => item.code === code) ?? plainDefinition(code)
  const issues = textsOf(fieldState.error)
  const errors = wholeTexts(issues)
  const max = writes?.maxContactPoints ?? null
  const label = t(`labels.${max === 1 ? what : name}`)
  const help = writes?.clears === false ? t('cannotClear') : undefined
  return (
    <FormField id={name} label={label} mark={mark} help={help} errors={errors}>
      <ContactPointsEditor
        id={name}
        labelId={labelIdOf(name)}
        label={label}
        describedBy={describedBy(name, { help: Boolean(help), error: errors.length > 0 })}
        definition={definition}
        input={{ kind: 'contactPoints', items: field.value }}
        onChange={(input) => input.kind === 'contactPoints' && field.onChange(input.items)}
        issues={issues}
        timeZone={context.timeZone}
        max={max}
        renderUnder={({ value }) =>
          search &&
          value.trim() !== '' &&
          !before.some((item) => item.value === value) && (
            <ContactFormDuplicates
              source={context.source.id}
              what={what}
              value={value}
              ownId={ownId}
              hrefFor={hrefFor}
            />
          )
        }
      />
    </FormField>
  )
}

/** Where phones are not a custom field, they have no kinds. */
const plainDefinition = (code: string): FieldDefinition => ({
  id: 0,
  name: '',
  code,
  type: 'multitext',
  options: [],
  currency: null,
  isReadOnly: false,
})
