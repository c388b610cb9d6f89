import type { Control } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { isPhoneOrEmail } from '#contract/api/fields.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { FieldContentView } from '#dashboard/fields/field-content-view.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { ContactFormField } from './contact-form-field.tsx'
import { fieldKey, ownFields, type FormContext, type FormValues } from './contact-form-values.ts'

type Props = {
  control: Control<FormValues>
  context: FormContext
  contact: ContactDetail | undefined
  base: FormValues
}

/** The account's fields in its order; those nobody may write here are shown below, untouched. */
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
