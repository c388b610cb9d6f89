import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { FieldContentView } from './field-content-view.tsx'

/** Every filled field of the contact, by its own name, in the account's order. */
export function ContactFields({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation()
  return (
    <Card title={t('contact.details')}>
      {contact.fields.length === 0 ? (
        <p className="px-4 py-3 text-quiet">{t('contact.noFields')}</p>
      ) : (
        <Facts>
          {contact.fields.map((field) => (
            <Fact key={field.id} label={field.name}>
              <FieldContentView field={field} />
            </Fact>
          ))}
        </Facts>
      )}
    </Card>
  )
}
