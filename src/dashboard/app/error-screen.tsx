import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'

/** Where a page itself failed to load. */
export function ErrorScreen({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const router = useRouter()
  const { text, footnote } = useProblemMessages()(error)
  return (
    <main>
      <FailurePanel
        title={t('problem.pageTitle')}
        text={text}
        footnote={footnote}
        retryLabel={t('problem.tryAgain')}
        onRetry={() => void router.invalidate()}
      />
    </main>
  )
}
