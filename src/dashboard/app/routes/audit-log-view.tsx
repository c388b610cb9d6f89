import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AddressProblem } from '#dashboard/app/address-problem.tsx'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { readAddress } from '#dashboard/domain/address-search.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { AuditPage } from '#dashboard/features/admin/audit/audit-page.tsx'
import { auditSearch } from '#dashboard/features/admin/audit/audit-search.ts'

const auditRoute = getRouteApi('/audit')

export function AuditRoute() {
  const { notUnderstood, ...search } = readAddress(auditSearch, auditRoute.useSearch())
  const navigate = auditRoute.useNavigate()
  const { t } = useTranslation('audit')
  useTitle(t('title'))
  const session = useQuery(sessionQueries.current())
  if (session.isPending) return null
  // Without a session to ask, the page itself says what is wrong.
  if (session.data && !session.data.installation.includes('audit')) return <NotFoundScreen />
  if (notUnderstood) return <AddressProblem parts={notUnderstood} />
  return (
    <AuditPage
      search={search}
      onSearch={(next) => void navigate({ search: next, resetScroll: false })}
    />
  )
}
