import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { Shell } from '#dashboard/app/shell.tsx'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  loader: ({ context }) =>
    context.queryClient.query({ ...sourceQueries.list(), staleTime: 'static' }),
  component: Shell,
  errorComponent: ErrorScreen,
  notFoundComponent: NotFoundScreen,
})

/** Shown where a page failed to load. */
function ErrorScreen({ error }: { error: unknown }) {
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
