import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ScrollText, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'

/** Pages of the whole installation, for admins; `className` gives them the look of their place. */
export function AdminLinks({ className }: { className: string }) {
  const { t } = useTranslation('tools')
  const rights = useQuery(sessionQueries.current()).data?.installation ?? []
  return (
    <>
      {rights.includes('users') && (
        <Link to="/users" data-tip={t('navigation.users')} className={className}>
          <UsersRound aria-hidden className="size-4 shrink-0" />
          <span className="app-section-text">{t('navigation.users')}</span>
        </Link>
      )}
      {rights.includes('audit') && (
        <Link to="/audit" data-tip={t('navigation.audit')} className={className}>
          <ScrollText aria-hidden className="size-4 shrink-0" />
          <span className="app-section-text">{t('navigation.audit')}</span>
        </Link>
      )}
    </>
  )
}
