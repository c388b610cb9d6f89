import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'

type Props = { contact: ContactDetail; bots: Capabilities['bots'] }

const brands: Record<string, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  viber: 'Viber',
  vk: 'VK',
}

/** Where and as whom a chat bot knows the contact. */
export function ContactIdentity({ contact: { identity }, bots }: Props) {
  const { t } = useTranslation()
  if (!identity) return null
  return (
    <Card title={t('contact.messenger')}>
      <Facts>
        <Fact label={t('contact.messenger')}>
          {brands[identity.messenger] ?? identity.messenger}
        </Fact>
        {identity.username && <Fact label={t('contact.username')}>@{identity.username}</Fact>}
        {identity.id && (
          <Fact label={t('contact.messengerId')}>
            <span className="tabular-nums">{identity.id}</span>
          </Fact>
        )}
        <Fact label={t('contact.bot')}>
          {bots.find((bot) => bot.id === identity.bot)?.name ?? identity.bot}
        </Fact>
      </Facts>
    </Card>
  )
}
