import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { doneOf, isActive } from '#dashboard/domain/job-facts.ts'
import { isLive } from '#dashboard/domain/live-events.ts'
import { jobQueries, pollInterval } from '#dashboard/domain/job-queries.ts'

const restInterval = 30_000 // ms, while nothing runs here: colleagues start jobs as well

/** How many jobs of the source run, and how far they are. */
export function JobsBadge({ source }: { source: string }) {
  const { t, i18n } = useTranslation('tools')
  const { data } = useQuery({
    ...jobQueries.list(source, 1),
    refetchInterval: ({ state }) =>
      isLive() ? false : state.data?.items.some(isActive) ? pollInterval : restInterval,
  })
  const active = data?.items.filter(isActive) ?? []
  if (active.length === 0) return null
  const total = active.reduce((sum, job) => sum + job.total, 0)
  const done = active.reduce((sum, job) => sum + doneOf(job), 0)
  const share = (total === 0 ? 0 : Math.floor((done / total) * 100) / 100).toLocaleString(
    i18n.language,
    { style: 'percent' },
  )
  const text = t('navigation.running', { count: active.length, share })
  return (
    <span className="app-badge" data-tip={text}>
      <span aria-hidden>{active.length}</span>
      <span className="sr-only">{text}</span>
    </span>
  )
}
