import type { Control } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { fieldKey } from '#contract/model/attribute.ts'
import { ValueView } from '#dashboard/fields/value-view.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { editedAttributes } from './contact-form-changes.ts'
import { ContactFormField } from './contact-form-field.tsx'
import type { FormContext, FormValues } from './contact-form-values.ts'

type Props = {
  control: Control<FormValues>
  context: FormContext
  contact: ContactDetail | undefined
  base: FormValues
  /** Counts attempts to save. */
  attempt: number
}

/** The account's fields in its order; read-only ones are shown below. */
export function ContactFormFields({ control, context, contact, base, attempt }: Props) {
  const { t } = useTranslation('form')
  const { typing, source } = context
  const help = source.capabilities.writes?.clears === false ? t('cannotClear') : undefined
  const edited = editedAttributes(context, base).filter(({ group }) => group === 'fields')
  // Includes values whose field the account no longer has.
  const shown = (contact?.fields ?? []).filter(
    ({ id, role }) => role === null && !edited.some(({ key }) => key === fieldKey(id)),
  )
  return (
    <div className="grid gap-4">
      {edited.length > 0 && (
        <Card title={t('sections.fields')}>
          <div className="grid gap-4 px-4 py-3">
            {edited.map((attribute) => (
              <ContactFormField
                key={attribute.key}
                attribute={attribute}
                control={control}
                context={context}
                base={base}
                attempt={attempt}
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
                <ValueView
                  value={field.value}
                  sourceType={field.sourceType}
                  timeZone={typing.timeZone}
                />
              </Fact>
            ))}
          </Facts>
        </Card>
      )}
    </div>
  )
}
