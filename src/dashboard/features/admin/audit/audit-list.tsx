import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#contract/api/audit.ts'
import type { Source } from '#contract/api/sources.ts'
import { formatDay } from '#dashboard/lib/format.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { AuditLine } from './audit-line.tsx'
import { dayOf } from './audit-search.ts'

type Props = {
  entries: AuditEntry[]
  sources: Source[]
  /** Milliseconds. */
  readAt: number
  /** Shows all entries of a job. */
  onJob: (job: string) => void
}

const day = 86_400_000 // milliseconds

/** The entries of a page by days, newest first. */
export function AuditList({ entries, sources, readAt, onJob }: Props) {
  const { t, i18n } = useTranslation('audit')
  const now = toServerTime(readAt)
  const nameOf = (date: string) => {
    if (date === dayOf(now)) return t('today')
    if (date === dayOf(now - day)) return t('yesterday')
    return formatDay(date, i18n.language)
  }
  const days = Map.groupBy(entries, ({ at }) => dayOf(Date.parse(at)))
  return (
    <div aria-label={t('list')} role="group" className="grid gap-4">
      {[...days].map(([date, group]) => (
        <section key={date} aria-labelledby={`audit-${date}`}>
          <h2 id={`audit-${date}`} className="mb-1.5 px-1 text-meta font-medium text-quiet">
            {nameOf(date)}
          </h2>
          <ul className="divide-y divide-line rounded border border-line bg-surface">
            {group.map((entry) => (
              <AuditLine
                key={entry.id}
                entry={entry}
                source={sources.find(({ id }) => id === entry.source)}
                onJob={onJob}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
