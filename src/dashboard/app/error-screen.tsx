import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { useFailureText } from './part-failure.tsx'

/** Shown where a page failed to load. */
export function ErrorScreen({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const router = useRouter()
  const { text, footnote } = useProblemMessages()(error)
  const failureText = useFailureText(error)
  return (
    <FailurePanel
      title={t('problem.pageTitle')}
      text={error instanceof ApiError ? text : failureText}
      footnote={footnote}
      retryLabel={t('problem.tryAgain')}
      onRetry={() => void router.invalidate()}
    />
  )
}
