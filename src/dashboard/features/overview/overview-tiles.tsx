import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import type { Condition } from '#contract/api/where.ts'
import type { FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { matchCount } from './overview-queries.ts'

const lacking = (key: Condition['key']): FilterTexts => ({
  where: JSON.stringify([{ key, op: 'empty' }]),
})

const tiles: {
  name: 'all' | 'today' | 'overdue' | 'noTask' | 'noPhone' | 'noEmail'
  filters: FilterTexts
}[] = [
  { name: 'all', filters: {} },
  { name: 'today', filters: { created: 'today' } },
  { name: 'overdue', filters: { nextTask: 'overdue' } },
  { name: 'noTask', filters: lacking('nextTaskAt') },
  { name: 'noPhone', filters: lacking('phones') },
  { name: 'noEmail', filters: lacking('emails') },
]

/**
 * What there is to do now, by the local copy: each number leads to its contacts. While the copy is
 * incomplete they have their place, so that nothing moves when they come.
 */
export function OverviewTiles({ source }: { source: Source }) {
  const { t, i18n } = useTranslation('overview')
  const isCounted = source.capabilities.operators
  const counts = useQueries({
    queries: tiles.map(({ filters }) => ({ ...matchCount(source, filters), enabled: isCounted })),
  })
  return (
    <ul
      aria-label={t('tiles.title')}
      className="grid grid-cols-2 overflow-hidden rounded border border-line bg-surface sm:grid-cols-3 lg:grid-cols-6"
    >
      {tiles.map(({ name, filters }, index) => {
        const count = counts[index]?.data
        const isUnknown = !isCounted || counts[index]?.isError
        return (
          <li key={name} className="-mr-px -mb-px border-r border-b border-line">
            <Link
              {...contactsLink(source.id, filters)}
              className="grid gap-0.5 px-4 py-3 hover:bg-sunken focus-visible:-outline-offset-2"
            >
              <span className="text-meta text-quiet">{t(`tiles.${name}`)}</span>
              <span className="min-h-[1lh] text-title font-strong tabular-nums">
                {typeof count === 'number'
                  ? formatNumber(count, i18n.language)
                  : isUnknown && (
                      <span className="text-base font-normal text-quiet">{t('notCounted')}</span>
                    )}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
