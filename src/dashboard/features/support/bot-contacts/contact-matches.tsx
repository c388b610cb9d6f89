import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '#dashboard/ui/card.tsx'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { BotContactsMatching, type MatchingProps } from './bot-contacts-matching.tsx'

/** Contacts of other sources that may match a bot contact. */
export function ContactMatches({ id, ...matching }: MatchingProps & { id: number }) {
  const { t } = useTranslation('bot-contacts')
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t('ofContact')}>
      <Disclosure title={t('search')} count="" isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
        <BotContactsMatching {...matching} ids={() => [id]} />
      </Disclosure>
    </Card>
  )
}
