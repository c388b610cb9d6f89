import { Link } from '@tanstack/react-router'
import { FileQuestion } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'

export function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <StatePanel
      tone="calm"
      icon={<FileQuestion />}
      title={t('problem.notFoundTitle')}
      text={t('problem.notFoundText')}
      action={
        <Link
          to="/"
          className="inline-flex h-control items-center rounded bg-accent px-3 text-accent-ink"
        >
          {t('problem.toContacts')}
        </Link>
      }
    />
  )
}
