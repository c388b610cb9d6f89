import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { FieldContentView } from '#dashboard/fields/field-content-view.tsx'
import { MultitextView } from '#dashboard/fields/field-parts-view.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'

/** Every filled field of the contact, by its name, in the account's order. */
export function ContactFields(props: { contact: ContactDetail; timeZone: string | null }) {
  const { contact, timeZone } = props
  const { t } = useTranslation()
  const contactPoints = plainContactPoints(contact)
  return (
    <Card title={t('contact.details')}>
      {contact.fields.length + contactPoints.length === 0 ? (
        <p className="px-4 py-3 text-quiet">{t('contact.noFields')}</p>
      ) : (
        <Facts>
          {contactPoints.map(({ code, column, values }) => (
            <Fact key={code} label={t(`contacts.columns.${column}`)}>
              <MultitextView code={code} values={values} />
            </Fact>
          ))}
          {contact.fields.map((field) => (
            <Fact key={field.id} label={field.name}>
              <FieldContentView field={field} timeZone={timeZone} />
            </Fact>
          ))}
        </Facts>
      )}
    </Card>
  )
}

/** Phones and e-mails of sources where they are not custom fields. */
function plainContactPoints({ phones, emails, fields }: ContactDetail) {
  const isField = (code: string) => fields.some((field) => field.code === code)
  return [
    { code: 'PHONE', column: 'phone', values: phones } as const,
    { code: 'EMAIL', column: 'email', values: emails } as const,
  ].filter(({ code, values }) => values.length > 0 && !isField(code))
}
