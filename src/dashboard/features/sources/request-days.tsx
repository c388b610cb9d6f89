import { useTranslation } from 'react-i18next'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import { formatNumber, formatShort, formatShortDay } from '#dashboard/lib/format.ts'

type Props = {
  days: MirrorStatus['requestsByDay']
  today: number
  /** Milliseconds. */
  now: number
}

const shown = 14
const dayMs = 86_400_000

/** Requests for the copy on each of the last days: small bars, and a table for screen readers. */
export function RequestDays({ days, today, now }: Props) {
  const { t, i18n } = useTranslation('sources')
  const { language } = i18n
  const counts = new Map(days.map(({ day, count }) => [day, count]))
  const columns = Array.from({ length: shown }, (_, index) => {
    const day = new Date(now - (shown - 1 - index) * dayMs).toISOString().slice(0, 10)
    return { day, count: counts.get(day) ?? 0 }
  })
  const max = Math.max(1, ...columns.map(({ count }) => count))
  const [first] = columns
  return (
    <div className="min-w-0">
      <p className="flex justify-between gap-4 text-meta text-quiet">
        <span>{t('requests.title')}</span>
        {/* Another element for another number: at the right, its letters would move. */}
        <span key={today} className="tabular-nums">
          {t('requests.today', { count: today })}
        </span>
      </p>
      <table className="sr-only">
        <caption>{t('requests.title')}</caption>
        <tbody>
          {columns
            .filter(({ count }) => count > 0)
            .map(({ day, count }) => (
              <tr key={day}>
                <th scope="row">{formatShortDay(day, language)}</th>
                <td>{formatNumber(count, language)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <div aria-hidden className="mt-1.5 flex h-10 items-end gap-1 border-b border-line">
        {columns.map(({ day, count }) => (
          <span
            key={day}
            data-tip={`${formatShortDay(day, language)}: ${formatNumber(count, language)}`}
            className="flex h-full flex-1 items-end"
          >
            <span
              className="value-bar w-full rounded-t-sm bg-accent/55"
              style={{ height: count === 0 ? 0 : `max(2px, ${(count / max) * 100}%)` }}
            />
          </span>
        ))}
      </div>
      <p aria-hidden className="mt-1 flex justify-between text-meta text-quiet">
        <span>{first && formatShort(`${first.day}T12:00:00Z`, language, now)}</span>
        <span>{t('requests.todayLabel')}</span>
      </p>
    </div>
  )
}
