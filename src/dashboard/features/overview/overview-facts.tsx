import { useTranslation } from 'react-i18next'
import type { Overview, OverviewCount } from '#contract/api/overview.ts'
import { dayOf } from '#dashboard/lib/day-range.ts'
import { formatMoment, formatShortDay } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'

type Props = {
  counted: OverviewCount
  /** IANA name of the time zone in which days begin. */
  zone: string
  counting: Overview['counting'] | undefined
  /** Milliseconds; the time of the last request. */
  now: number
}

/** What the numbers below count, since when, and at what time; and what is not counted. */
export function OverviewFacts({ counted, zone, counting, now }: Props) {
  const { t, i18n } = useTranslation('overview')
  const { at: countedAt, asOf, from, gap, contacts, leftOut, basis } = counted
  const timeKey = asOf === null ? 'countedAt' : 'asOf'
  const since =
    from &&
    (gap
      ? formatMoment(from, i18n.language, zone)
      : formatShortDay(dayOf(from, zone), i18n.language))
  return (
    <>
      {gap && (
        <Note tone="warning">{since ? t('gaps.part', { from: since }) : t(`gaps.${gap}`)}</Note>
      )}
      {leftOut > 0 && <Note tone="warning">{t('leftOut', { count: leftOut })}</Note>}
      <p className="text-quiet tabular-nums">
        {since && contacts > 0 && (
          <>
            {t(basis === 'changed' ? 'changedSince' : 'addedSince', {
              count: contacts,
              from: since,
            })}{' '}
            {basis === 'changed' && t('countedOnce')}{' '}
          </>
        )}
        <Moment
          iso={asOf ?? countedAt}
          text={t(timeKey, { at: formatRelative(asOf ?? countedAt, i18n.language, now) })}
          exact={t(timeKey, { at: formatMoment(asOf ?? countedAt, i18n.language) })}
        />{' '}
        {counting && (
          <>
            <span role="status">{t('counting')}</span>
            <span aria-hidden>: {t('readSoFar', { count: counting.contacts })}</span>
          </>
        )}
      </p>
    </>
  )
}
