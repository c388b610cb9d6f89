import { useTranslation } from 'react-i18next'
import { useProblemWords } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { useChatFailure } from './chat-failure.ts'
import type { Looking } from './use-lookup.ts'

type Props = { looking: Looking<unknown>; onStop: () => void; onRetry: () => void }

/** How far a look-up is, or why it failed; nothing once it is there. */
export function LookingState({ looking, onStop, onRetry }: Props) {
  const { t } = useTranslation('chats')
  const { t: common } = useTranslation()
  const wordsFor = useProblemWords()
  const failure = useChatFailure()
  if (looking.state === 'running')
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="tabular-nums">
          {t('checked', { done: looking.done, total: looking.total })}
        </p>
        <Button onClick={onStop}>{t('stop')}</Button>
      </div>
    )
  if (looking.state !== 'failed') return null
  const { title, text, footnote } = wordsFor(looking.error)
  return (
    <FailurePanel
      title={title}
      text={failure(looking.error) ?? text}
      footnote={footnote}
      retryLabel={common('problem.tryAgain')}
      onRetry={onRetry}
    />
  )
}
