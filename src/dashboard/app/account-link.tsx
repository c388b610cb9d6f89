import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleUserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { Avatar } from '#dashboard/ui/avatar.tsx'

/** The page of one's own account, by one's initials. */
export function AccountLink() {
  const { t } = useTranslation('people')
  const session = useQuery(sessionQueries.current()).data
  const name =
    session === undefined || session.mode === 'single' ? t('account.menu') : session.user?.name
  const hasName = session?.mode === 'registered' || session?.mode === 'demo'
  return (
    <Link
      to="/account"
      aria-label={name === t('account.menu') ? name : `${t('account.menu')}: ${name}`}
      data-tip=""
      className="inline-flex size-control items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
    >
      {hasName && session.user ? (
        <Avatar name={session.user.name} />
      ) : (
        <CircleUserRound aria-hidden className="size-4" />
      )}
    </Link>
  )
}
