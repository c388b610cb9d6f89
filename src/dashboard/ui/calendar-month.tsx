import { CalendarDate, getLocalTimeZone, isSameDay, today } from '@internationalized/date'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarStateContext,
  Heading,
  RangeCalendarStateContext,
} from 'react-aria-components'
import { useControlTexts } from './control-texts.ts'

// The library adds a style element unless there is something with this ID. The content policy forbids
// inline styles: its rule is in day-calendar.css.
const styleId = 'react-aria-pressable-style'
if (!document.getElementById(styleId)) {
  const replacement = document.createElement('meta')
  replacement.id = styleId
  document.head.append(replacement)
}

/** The years that every source stores; the selected day, or today, takes the focus. */
export const calendarSettings = {
  autoFocus: true,
  minValue: new CalendarDate(1000, 1, 1),
  maxValue: new CalendarDate(9999, 12, 31),
}

/** The locale of a language, which decides on the first day of the week. */
export const localeOf = (language: string): string => (language === 'ru' ? 'ru-RU' : 'en-US')

/** The current day in a zone (IANA name; null: the user's own). */
export const todayIn = (timeZone: string | null): CalendarDate =>
  today(timeZone ?? getLocalTimeZone())

const stepLook =
  'inline-flex size-8 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink disabled:opacity-45 pointer-coarse:size-11'

/** The shown month, such as “November 2026”: the library adds “г.” to the year in Russian. */
function useMonthName(): string {
  const { i18n } = useTranslation()
  const single = useContext(CalendarStateContext)
  const range = useContext(RangeCalendarStateContext)
  const first = (single ?? range)?.visibleRange.start
  if (!first) return ''
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format
    .formatToParts(first.toDate('UTC'))
    .flatMap(({ type, value }) => (type === 'month' || type === 'year' ? value : []))
    .join(' ')
}

type Props = { today: CalendarDate; isRange?: boolean }

/** The month of a calendar, with buttons for the previous and the next one. */
export function CalendarMonth({ today: current, isRange = false }: Props) {
  return (
    <>
      <div className="flex items-center justify-between pb-2">
        <Button slot="previous" className={stepLook}>
          <ChevronLeft aria-hidden className="size-4" />
        </Button>
        <Heading className="font-strong first-letter:uppercase">{useMonthName()}</Heading>
        <Button slot="next" className={stepLook}>
          <ChevronRight aria-hidden className="size-4" />
        </Button>
      </div>
      <CalendarGrid weekdayStyle="short" className="mx-auto">
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="pb-1 text-meta font-normal text-quiet">
              {day}
            </CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <Day date={date} isToday={isSameDay(date, current)} isRange={isRange} />}
        </CalendarGridBody>
      </CalendarGrid>
    </>
  )
}

type DayProps = { date: CalendarDate; isToday: boolean; isRange: boolean }

function Day({ date, isToday, isRange }: DayProps) {
  const { i18n } = useTranslation()
  const t = useControlTexts()
  return (
    <CalendarCell
      date={date}
      className={isRange ? 'calendar-day' : 'calendar-day calendar-single'}
      // The library knows only the today of the user's own zone.
      render={(props, state) =>
        state.isToday === isToday ? (
          <div {...props} />
        ) : (
          <div
            {...props}
            data-today={isToday || undefined}
            aria-label={[
              isToday && t('dates.today'),
              date.toDate('UTC').toLocaleDateString(i18n.language, {
                dateStyle: 'full',
                timeZone: 'UTC',
              }),
              state.isSelected && t('dates.selected'),
            ]
              .filter(Boolean)
              .join(', ')}
          />
        )
      }
    />
  )
}
