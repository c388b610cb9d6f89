import { type Control, useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { type FieldDefinition, isPhoneOrEmail } from '#contract/api/fields.ts'
import { FieldContentView } from '#dashboard/fields/field-content-view.tsx'
import { FieldEditor } from '#dashboard/fields/field-editor.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { describedBy, FormField, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { useIssueTexts, wholeTexts } from './contact-form-errors.ts'
import { fieldName } from './contact-form-keys.ts'
import { fieldKey, type FormContext, type FormValues, ownFields } from './contact-form-values.ts'

type Props = {
  control: Control<FormValues>
  context: FormContext
  contact: ContactDetail | undefined
  base: FormValues
}

/** The account's fields in its order; read-only ones are shown below. */
export function ContactFormFields({ control, context, contact, base }: Props) {
  const { t } = useTranslation('form')
  const { timeZone, source } = context
  const help = source.capabilities.writes?.clears === false ? t('cannotClear') : undefined
  const edited = ownFields(context.definitions).filter(
    ({ id }) => (base.fields[fieldKey(id)]?.kind ?? 'readonly') !== 'readonly',
  )
  const shown = (contact?.fields ?? []).filter(
    (field) => !isPhoneOrEmail(field) && !edited.some(({ id }) => id === field.id),
  )
  return (
    <>
      {edited.length > 0 && (
        <Card title={t('sections.fields')}>
          <div className="grid gap-4 px-4 py-3">
            {edited.map((definition) => (
              <ContactFormField
                key={definition.id}
                definition={definition}
                control={control}
                timeZone={timeZone}
                help={help}
              />
            ))}
          </div>
        </Card>
      )}
      {shown.length > 0 && (
        <Card title={t('sections.shown')}>
          <Facts>
            {shown.map((field) => (
              <Fact key={field.id} label={field.name}>
                <FieldContentView field={field} timeZone={timeZone} />
              </Fact>
            ))}
          </Facts>
        </Card>
      )}
    </>
  )
}

type FieldProps = {
  definition: FieldDefinition
  control: Control<FormValues>
  timeZone: string | null
  help?: string | undefined
}

/** One field with its label and errors. */
function ContactFormField({ definition, control, timeZone, help }: FieldProps) {
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
