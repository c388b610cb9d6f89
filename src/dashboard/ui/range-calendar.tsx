import { parseDate } from '@internationalized/date'
import { I18nProvider, RangeCalendar } from 'react-aria-components'
import { CalendarMonth, calendarSettings, localeOf, todayIn } from './calendar-month.tsx'

type Props = {
  label: string
  /** `YYYY-MM-DD`, or empty for an open end. */
  from: string
  to: string
  onSelect: (range: { from: string; to: string }) => void
  language: string
  /** IANA name of the zone whose today is marked; null: the user's own. */
  timeZone: string | null
  onClose: () => void
}

/** A month from which the first and the last day are selected. */
export function DayRangeCalendar({ label, from, to, onSelect, language, timeZone }: Props) {
  const current = todayIn(timeZone)
  const known = from || to
  const value = from && to && from <= to ? { start: parseDate(from), end: parseDate(to) } : null
  return (
    <I18nProvider locale={localeOf(language)}>
      <RangeCalendar
        aria-label={label}
        {...calendarSettings}
        defaultFocusedValue={known === '' ? current : parseDate(known)}
        value={value}
        onChange={({ start, end }) => onSelect({ from: start.toString(), to: end.toString() })}
      >
        <CalendarMonth today={current} isRange />
      </RangeCalendar>
    </I18nProvider>
  )
}
