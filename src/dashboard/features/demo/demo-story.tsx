import { useTranslation } from 'react-i18next'
import { DemoLink } from './demo-link.tsx'

// As the mock has it in every demo: no list tells of a chat without a contact.
const lonelyChat = '0a5b1c2d-2222-4222-a222-000000000002'

/** Whom one would otherwise meet among ten thousand by chance only. */
export function DemoStory({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation('demo')
  return (
    <section className="border-t border-line px-4 py-3 text-table">
      <h3 className="text-body font-strong">{t('story.title')}</h3>
      <ul className="mt-1 grid gap-y-1.5">
        <li>
          {t('story.duplicates')}
          <div>
            <DemoLink target="twins" onFollow={onFollow} />
          </div>
        </li>
        <li>
          {t('story.chat')} <code className="text-meta wrap-anywhere">{lonelyChat}</code>{' '}
          <div>
            <DemoLink target="chats" onFollow={onFollow} />
          </div>
        </li>
        <li>{t('story.others')}</li>
      </ul>
    </section>
  )
}
