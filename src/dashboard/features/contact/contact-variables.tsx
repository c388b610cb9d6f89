import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'

/** What a chat bot has noted of the contact. */
export function ContactVariables({ contact: { variables } }: { contact: ContactDetail }) {
  const { t } = useTranslation()
  if (!variables) return null
  return (
    <Card title={t('contact.variables')}>
      {variables.length === 0 ? (
        <p className="px-4 py-3 text-quiet">{t('contact.noVariables')}</p>
      ) : (
        <Facts>
          {variables.map(({ name, value }) => (
            <Fact key={name} label={name}>
              {value}
            </Fact>
          ))}
        </Facts>
      )}
    </Card>
  )
}
