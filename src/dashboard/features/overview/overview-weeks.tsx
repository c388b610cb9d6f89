import { useTranslation } from 'react-i18next'
import type { OverviewCount, OverviewWeek } from '#contract/api/overview.ts'
import type { Source } from '#contract/api/sources.ts'
import { printRange } from '#dashboard/domain/contact-filters.ts'
import { dayOf } from '#dashboard/lib/day-range.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { contactsLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { BarTable, type Cell } from './bar-table.tsx'

type Props = {
  source: Source
  counted: OverviewCount
  /** IANA name of the time zone in which weeks begin. */
  zone: string
}

/** Numbers by week, latest first because it is the most relevant. */
export function OverviewWeeks({ source, counted, zone }: Props) {
  const { t, i18n } = useTranslation('overview')
  const { filters } = source.capabilities
  const days = new Intl.DateTimeFormat(i18n.language, {
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  })
  const daysOf = ({ from, to }: OverviewWeek) => days.formatRange(new Date(from), new Date(to))
  const rangeOf = ({ from, to }: OverviewWeek) =>
    printRange({ from: dayOf(from, zone), to: dayOf(to, zone) })
  const cell = (value: number | null, filter: 'created' | 'updated', week: OverviewWeek): Cell => {
    if (value === null) return { value, text: t('notCounted') }
    const text = formatNumber(value, i18n.language)
    const isLinked = value > 0 && filters.includes(filter)
    // Screen readers read links without context: the label of "64" also says what and when.
    const label = `${text}: ${t(filter === 'created' ? 'added' : 'lastChanged')}, ${daysOf(week)}`
    return {
      value,
      text: isLinked ? (
        <TextLink {...contactsLink(source.id, { [filter]: rangeOf(week) })} aria-label={label}>
          {text}
        </TextLink>
      ) : (
        text
      ),
    }
  }
  const hasChanges = counted.basis === 'changed'
  const weeks = counted.weeks.toReversed()
  return (
    <Card title={t('byWeek')}>
      <BarTable
        label={t('byWeek')}
        columns={[t('week'), t('added'), ...(hasChanges ? [t('lastChanged')] : [])]}
        rows={weeks.map((week, index) => ({
          key: week.from,
          name: (
            <>
              {daysOf(week)}
              {index === 0 && <span className="block text-meta text-quiet">{t('thisWeek')}</span>}
            </>
          ),
          cells: [
            cell(week.added, 'created', week),
            ...(hasChanges ? [cell(week.changed, 'updated', week)] : []),
          ],
        }))}
      />
    </Card>
  )
}
