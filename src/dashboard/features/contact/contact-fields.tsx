import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { builtInKey, isTextKey, nameKeys, type BuiltInKey } from '#contract/model/attribute.ts'
import { contactPointRole } from '#contract/model/value.ts'
import { ValueView } from '#dashboard/fields/value-view.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'

/** Every filled field of the contact by its name, in the account's order. */
export function ContactFields(props: { contact: ContactDetail; timeZone: string | null }) {
  const { contact, timeZone } = props
  const { t } = useTranslation()
  const plain = plainValues(contact)
  return (
    <Card title={t('contact.details')}>
      {contact.fields.length + plain.length === 0 ? (
        <p className="px-4 py-3 text-quiet">{t('contact.noFields')}</p>
      ) : (
        <Facts>
          {plain.map(({ key, value }) => (
            <Fact key={key} label={t(`attributes.${key}`)}>
              <ValueView value={value} role={key} timeZone={timeZone} />
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

/**
 * Text attributes besides the name, and phones and e-mails if the source does not store them in
 * fields.
 */
function plainValues(contact: ContactDetail) {
  const isPlain = (key: BuiltInKey): boolean =>
    isTextKey(key) ? !nameKeys.includes(key) : contactPointRole.safeParse(key).success
  return builtInKey.options
    .filter((key) => isPlain(key) && !contact.fields.some(({ role }) => role === key))
    .flatMap((key) => {
      const value = contactValue(contact, key)
      return value ? [{ key, value }] : []
    })
}
