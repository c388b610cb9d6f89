import { useTranslation } from 'react-i18next'

/** What stands while the first count runs, with how far it is. */
export function OverviewSkeleton({ contacts = 0 }: { contacts?: number | undefined }) {
  const { t } = useTranslation('overview')
  return (
    <div className="after-a-moment grid gap-4">
      <p className="text-quiet tabular-nums">
        <span role="status">{t('counting')}</span>
        {contacts > 0 && <span aria-hidden>: {t('readSoFar', { count: contacts })}</span>}
      </p>
      <div aria-hidden className="shimmer h-88 rounded" />
      <div aria-hidden className="grid gap-4 sm:grid-cols-2">
        <div className="shimmer h-64 rounded" />
        <div className="shimmer h-64 rounded" />
      </div>
    </div>
  )
}
