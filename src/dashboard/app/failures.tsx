import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { loadModule } from '#dashboard/lib/load-module.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'

const load = async () => ({
  default: (await loadModule(() => import('./part-failure.tsx'))).PartFailure,
})

export const PartFailure = lazy(() => load().catch(() => ({ default: NothingLoaded })))

/** Where not even the screen for it could be loaded: a link that reloads the page. */
function NothingLoaded() {
  const { t } = useTranslation()
  return (
    <a href={location.href} className="link">
      {t('problem.partFailed')}
    </a>
  )
}

/**
 * Called once the page is rendered: the error screen has to be loaded before other files fail to
 * load.
 */
export const loadFailuresAhead = () => void load().catch(() => {})

/** Shown instead of a page that failed to load. */
export function ErrorScreen({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const router = useRouter()
  const { text, footnote } = useProblemMessages()(error)
  const retry = () => void router.invalidate()
  if (!(error instanceof ApiError))
    return (
      <div className="px-2 pt-2">
        <Suspense>
          <PartFailure error={error} onRetry={retry} onClose={undefined} />
        </Suspense>
      </div>
    )
  return (
    <FailurePanel
      title={t('problem.pageTitle')}
      text={text}
      footnote={footnote}
      retryLabel={t('problem.tryAgain')}
      onRetry={retry}
    />
  )
}
