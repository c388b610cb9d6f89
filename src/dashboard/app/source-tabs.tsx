import { useQuery } from '@tanstack/react-query'
import { Link, useMatch, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

/** The drawer's tabs: one for each source. */
export function SourceTabs() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  const { source: open } = useParams({ strict: false })
  // Whoever compares overviews stays with them; everybody else goes on with contacts.
  const isOverview = useMatch({ from: '/$source/overview', shouldThrow: false }) !== undefined
  return (
    <nav aria-label={t('app.sources')} className="min-w-0 overflow-x-auto">
      <ul className="flex gap-1 max-sm:gap-0">
        {sources.data?.items.map(({ id, title }) => (
          <li key={id}>
            <Link
              to={isOverview ? '/$source' : '/$source/contacts'}
              params={{ source: id }}
              aria-current={id === open ? 'true' : undefined}
              className={`block rounded-t border border-b-0 px-2 py-2 whitespace-nowrap focus-visible:-outline-offset-2 sm:px-4 ${id === open ? 'border-line bg-surface font-strong' : 'border-transparent text-quiet hover:text-ink'}`}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
