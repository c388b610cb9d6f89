import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { useChatFailure } from './chat-failure.ts'
import type { Lookup } from './use-lookup.ts'

type Props = { lookup: Lookup<unknown>; onStop: () => void; onRetry: () => void }

/** The progress or failure of a lookup; nothing once it has results. */
export function LookupState({ lookup, onStop, onRetry }: Props) {
  const { t } = useTranslation('chats')
  const { t: common } = useTranslation()
  const messageFor = useProblemMessages()
  const failure = useChatFailure()
  if (lookup.state === 'running')
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="tabular-nums">
          {t('checked', { done: lookup.done, total: lookup.total })}
        </p>
        <Button onClick={onStop}>{t('stop')}</Button>
      </div>
    )
  if (lookup.state !== 'failed') return null
  const { title, text, footnote } = messageFor(lookup.error)
  return (
    <FailurePanel
      title={title}
      text={failure(lookup.error) ?? text}
      footnote={footnote}
      retryLabel={common('problem.tryAgain')}
      onRetry={onRetry}
    />
  )
}
