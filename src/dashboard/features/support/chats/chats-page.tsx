import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { ChatsBulk } from './chats-bulk.tsx'
import { ChatsLookup } from './chats-lookup.tsx'

export const chatTabs = ['lookUp', 'link'] as const
export type ChatTab = (typeof chatTabs)[number]

export type ChatsPageProps = {
  source: Source
  tab: ChatTab
  onTab: (tab: ChatTab) => void
  renderJob: (id: string, onUndo: (id: string) => void) => ReactNode
}

/** Chats of an account: lookup and linking in bulk. */
export function ChatsPage({ source, tab, onTab, renderJob }: ChatsPageProps) {
  const { t } = useTranslation('chats')
  return (
    <section className="grid w-full max-w-280 gap-4 px-4 pt-4 pb-12">
      <div>
        <h1 className="text-title font-strong">{t('title')}</h1>
        <p className="mt-1 max-w-160 text-quiet">
          {t('rules.administrators')} {t('rules.ownChannels')}
        </p>
      </div>
      <nav aria-label={t('parts')}>
        <ul className="flex gap-1 border-b border-line">
          {chatTabs.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === tab ? 'page' : undefined}
                onClick={() => onTab(name)}
                className="-mb-px h-10 border-b-2 border-transparent px-3 text-quiet hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-strong aria-[current]:text-ink"
              >
                {t(`tabs.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {tab === 'lookUp' ? (
        <ChatsLookup source={source.id} />
      ) : (
        <ChatsBulk source={source.id} renderJob={renderJob} />
      )}
    </section>
  )
}
