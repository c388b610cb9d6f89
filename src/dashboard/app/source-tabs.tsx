import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sourceQueries } from '#dashboard/features/sources/source-queries.ts'

/** The drawer's tabs: one for each source. */
export function SourceTabs() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  return (
    <nav aria-label={t('app.sources')} className="min-w-0 overflow-x-auto">
      <ul className="flex gap-1">
        {sources.data?.items.map(({ id, title }) => (
          <li key={id}>
            <Link
              to="/$source/contacts"
              params={{ source: id }}
              activeOptions={{ exact: false, includeSearch: false }}
              className="block rounded-t border border-b-0 px-2.5 py-2 sm:px-4 whitespace-nowrap focus-visible:-outline-offset-2"
              activeProps={{ className: 'bg-surface border-line font-strong' }}
              inactiveProps={{ className: 'border-transparent text-quiet hover:text-ink' }}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
