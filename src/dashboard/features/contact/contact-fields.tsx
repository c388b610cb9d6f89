import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { ValueView } from '#dashboard/fields/value-view.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'

/** Every filled field of the contact, by its own name, in the account's order. */
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
          {contactPoints.map(({ role, items }) => (
            <Fact key={role} label={t(`attributes.${role}`)}>
              <ValueView value={{ kind: 'contactPoints', items }} role={role} timeZone={timeZone} />
            </Fact>
          ))}
          {contact.fields.map((field) => (
            <Fact key={field.id} label={field.name}>
              <ValueView
                value={field.value}
                role={field.role}
                sourceType={field.sourceType}
                timeZone={timeZone}
              />
            </Fact>
          ))}
        </Facts>
      )}
    </Card>
  )
}

/** Phones and e-mails of sources that keep them beside their fields and not among them. */
function plainContactPoints(contact: ContactDetail) {
  const isField = (role: 'phones' | 'emails') => contact.fields.some((field) => field.role === role)
  return [
    { role: 'phones', items: contact.phones } as const,
    { role: 'emails', items: contact.emails } as const,
  ].filter(({ role, items }) => items.length > 0 && !isField(role))
}
