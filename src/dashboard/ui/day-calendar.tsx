import { parseDate } from '@internationalized/date'
import { Calendar, I18nProvider } from 'react-aria-components'
import { CalendarMonth, calendarSettings, localeOf, todayIn } from './calendar-month.tsx'

type Props = {
  label: string
  /** `YYYY-MM-DD`, or empty. */
  day: string
  onSelect: (day: string) => void
  language: string
  /** IANA name of the zone whose today is marked; null: the user's own. */
  timeZone: string | null
  onClose: () => void
}

/** A month from which one day is selected. */
export function DayCalendar({ label, day, onSelect, language, timeZone }: Props) {
  const current = todayIn(timeZone)
  return (
    <I18nProvider locale={localeOf(language)}>
      <Calendar
        aria-label={label}
        {...calendarSettings}
        defaultFocusedValue={day === '' ? current : parseDate(day)}
        value={day === '' ? null : parseDate(day)}
        onChange={(selected) => onSelect(selected.toString())}
      >
        <CalendarMonth today={current} />
      </Calendar>
    </I18nProvider>
  )
}
