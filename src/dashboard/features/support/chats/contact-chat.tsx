import { useTranslation } from 'react-i18next'
import { talkState, type Talk } from '#contract/api/talks.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import type { ShownChat } from './shown-chats.ts'

type Props = {
  chat: ShownChat
  /** What is known of talks: not yet, nothing because the account shows none, or those of the chat. */
  talks: 'loading' | 'hidden' | 'known'
}

/** Channel and state of a chat, by its latest talk. */
export function ContactChat({ chat: { chat, linkId, talk }, talks }: Props) {
  const { t } = useTranslation('chats')
  return (
    <span className="min-w-0 flex-1">
      {talks === 'loading' ? (
        <span className="block text-quiet">{t('talks.loading')}</span>
      ) : (
        <span className="flex flex-wrap gap-x-2">
          <span className="font-medium" translate="no">
            {talk?.channel ?? <span className="text-quiet">{t('talks.unknownChannel')}</span>}
          </span>
          {talks === 'known' && <State talk={talk} />}
        </span>
      )}
      <span className="block text-table wrap-anywhere tabular-nums">{chat}</span>
      <span className="block text-meta text-quiet tabular-nums">
        {linkId === null ? t('talks.otherIntegration') : t('linkId', { id: linkId })}
      </span>
    </span>
  )
}

function State({ talk }: { talk: Talk | undefined }) {
  const { t, i18n } = useTranslation('chats')
  if (!talk) return <span className="text-quiet">{t('talks.none')}</span>
  const { state, isInWork, isRead, missedAt } = talk
  const known = talkState.safeParse(state).data
  return (
    <>
      <span className={isInWork ? '' : 'text-quiet'}>
        {known ? t(`talks.states.${known}`) : state}
      </span>
      {isInWork && isRead === false && <span className="text-accent">{t('talks.unread')}</span>}
      {isInWork && missedAt !== null && (
        <span className="text-danger">
          {t('talks.missed', { time: formatMoment(missedAt, i18n.language) })}
        </span>
      )}
    </>
  )
}
