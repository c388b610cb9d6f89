import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { Tabs } from '#dashboard/ui/tabs.tsx'
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
    <section className="grid w-full max-w-316 gap-4 px-4 pt-4 pb-12">
      <div>
        <h1 className="text-title font-strong">{t('title')}</h1>
        <p className="mt-1 text-quiet">
          {t('rules.administrators')} {t('rules.ownChannels')}
        </p>
      </div>
      {mayAt(source, 'chats') ? (
        <Tabs
          label={t('parts')}
          tabs={chatTabs.map((id) => ({ id, text: t(`tabs.${id}`) }))}
          selected={tab}
          onSelect={onTab}
        >
          {tab === 'lookUp' ? (
            <ChatsLookup source={source} />
          ) : (
            <ChatsBulk source={source.id} renderJob={renderJob} />
          )}
        </Tabs>
      ) : (
        <ChatsLookup source={source} />
      )}
    </section>
  )
}
