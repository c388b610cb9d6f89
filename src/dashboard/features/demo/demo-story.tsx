import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from './demo-situation.tsx'

// As the mock has it in every demo: no list tells of a chat without a contact.
const lonelyChat = '0a5b1c2d-2222-4222-a222-000000000002'

/** Whom one would otherwise meet among ten thousand by chance only. */
export function DemoStory({
  renderPlace,
}: {
  renderPlace: (place: Place, words: string) => ReactNode
}) {
  const { t } = useTranslation('demo')
  return (
    <section className="border-t border-line px-4 py-3 text-table">
      <h3 className="text-body font-strong">{t('story.title')}</h3>
      <ul className="mt-1 grid gap-y-1.5">
        <li>
          {t('story.duplicates')}
          <div>{renderPlace('twins', t('links.twins'))}</div>
        </li>
        <li>
          {t('story.chat')} <code className="text-meta wrap-anywhere">{lonelyChat}</code>{' '}
          <div>{renderPlace('chats', t('links.chats'))}</div>
        </li>
        <li>{t('story.others')}</li>
      </ul>
    </section>
  )
}
