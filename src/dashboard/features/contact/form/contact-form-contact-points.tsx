import { useController, type Control } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { ReachesEditor } from '#dashboard/fields/contact-points-editor.tsx'
import { describedBy, FormField, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { ContactFormDuplicates } from './contact-form-duplicates.tsx'
import { useFaultTexts, wholeTexts } from './contact-form-errors.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

type Props = {
  name: 'phones' | 'emails'
  control: Control<FormValues>
  context: FormContext
  /** As they were: who has these is no news. */
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

/** Phones or e-mails, which every source has in one way or another. */
export function ContactFormReaches(props: Props) {
  const { name, control, context, before, mark, ownId, hrefFor } = props
  const { t } = useTranslation('form')
  const textsOf = useFaultTexts()
  const { field, fieldState } = useController({ control, name })
  const { search, writes } = context.source.capabilities
  const { code, what } = kinds[name]
  const definition = context.definitions.find((one) => one.code === code) ?? plainDefinition(code)
  const faults = textsOf(fieldState.error)
  const errors = wholeTexts(faults)
  const most = writes?.maxContactPoints ?? null
  const label = t(`labels.${most === 1 ? what : name}`)
  const help = writes?.clears === false ? t('cannotClear') : undefined
  return (
    <FormField id={name} label={label} mark={mark} help={help} errors={errors}>
      <ReachesEditor
        id={name}
        labelId={labelIdOf(name)}
        label={label}
        describedBy={describedBy(name, { help: Boolean(help), error: errors.length > 0 })}
        definition={definition}
        input={{ kind: 'reaches', items: field.value }}
        onChange={(input) => input.kind === 'reaches' && field.onChange(input.items)}
        faults={faults}
        timeZone={context.timeZone}
        most={most}
        renderUnder={({ value }) =>
          search &&
          value.trim() !== '' &&
          !before.some((one) => one.value === value) && (
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

/** Where phones are no field of the account there are no kinds to choose among. */
const plainDefinition = (code: string): FieldDefinition => ({
  id: 0,
  name: '',
  code,
  type: 'multitext',
  options: [],
  currency: null,
  isReadOnly: false,
})
