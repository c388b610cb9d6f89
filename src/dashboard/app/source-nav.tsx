import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { sectionsOf } from './source-sections.ts'

/** The sections of the open source: a column, or a bar at the lower edge of a phone. */
export function SourceNav() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  const { source: id } = useParams({ strict: false })
  const source = sources.data?.items.find((item) => item.id === id)
  if (!source) return null
  const sections = sectionsOf(source.capabilities, t)
  if (sections.length === 1) return null
  return (
    <nav
      aria-label={t('app.sections')}
      className="shrink-0 border-line max-sm:order-last max-sm:border-t sm:w-32 sm:border-r sm:p-2"
    >
      <ul className="flex gap-1 sm:flex-col">
        {sections.map(({ to, text }) => (
          <li key={to} className="max-sm:flex-1">
            <Link
              to={to}
              params={{ source: source.id }}
              activeOptions={{ includeSearch: false }}
              className="block rounded px-3 py-1.5 focus-visible:-outline-offset-2 max-sm:py-3 max-sm:text-center"
              activeProps={{ className: 'bg-tint font-strong' }}
              inactiveProps={{ className: 'text-quiet hover:bg-sunken hover:text-ink' }}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
