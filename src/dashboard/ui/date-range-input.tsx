import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readEntry } from '#dashboard/lib/date-entry.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { CalendarButton } from './calendar-button.tsx'
import { CalendarPopover } from './calendar-popover.tsx'
import { DateTextField } from './date-text-field.tsx'
import { useControlTexts } from './control-texts.ts'

const DayRangeCalendar = lazyPart(() => import('./range-calendar.tsx'), 'DayRangeCalendar')

/** Each end is `YYYY-MM-DD`, the text as it was typed if it is not a day, or empty if it is open. */
export type TypedRange = { from: string; to: string }

type Props = {
  id: string
  /** Name of the whole range. */
  label: string
  value: TypedRange
  onChange: (range: TypedRange) => void
  /** IANA name of the zone whose today is marked; null: the user's own. */
  timeZone: string | null
  isDisabled?: boolean | undefined
}

const dayIn = (text: string): string => {
  const reading = readEntry(text, 'day')
  return reading.kind === 'read' ? reading.iso : ''
}

/** Two days, typed one by one or pasted as “first – last”, or selected in one calendar. */
export function DateRangeInput({ id, label, value, onChange, timeZone, isDisabled }: Props) {
  const { i18n } = useTranslation()
  const t = useControlTexts()
  const [isOpen, setIsOpen] = useState(false)
  const [from, to] = [dayIn(value.from), dayIn(value.to)]
  const isReversed = from !== '' && to !== '' && from > to
  const change = (end: keyof TypedRange) => (text: string) => {
    const [first, last, ...rest] = text.split(/\s+[-–—]\s+/)
    const [start, finish] = [dayIn(first ?? ''), dayIn(last ?? '')]
    if (start && finish && rest.length === 0) onChange({ from: start, to: finish })
    else onChange({ ...value, [end]: text })
  }
  const errorId = `${id}-reversed`
  const field = (end: keyof TypedRange) => (
    <span className="grid min-w-0 content-start gap-1">
      <label htmlFor={`${id}-${end}`} className="text-quiet">
        {t(`dates.${end}`)}
      </label>
      <DateTextField
        id={`${id}-${end}`}
        entry="day"
        value={value[end]}
        onChange={change(end)}
        isInvalid={isReversed || undefined}
        aria-describedby={isReversed ? errorId : undefined}
        disabled={isDisabled}
      >
        {end === 'to' && (
          <CalendarButton
            label={label}
            isOpen={isOpen}
            onToggle={() => setIsOpen(!isOpen)}
            isDisabled={isDisabled}
          />
        )}
      </DateTextField>
    </span>
  )
  return (
    <CalendarPopover
      label={label}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      trigger={
        <span role="group" aria-label={label} className="grid w-full gap-1">
          <span className="grid grid-cols-2 gap-2">
            {field('from')}
            {field('to')}
          </span>
          {isReversed && (
            <span id={errorId} role="alert" className="text-meta text-danger">
              {t('dates.problems.reversed')}
            </span>
          )}
        </span>
      }
    >
      <DayRangeCalendar
        label={label}
        from={from}
        to={to}
        onSelect={(range) => {
          setIsOpen(false)
          onChange(range)
        }}
        language={i18n.language}
        timeZone={timeZone}
        onClose={() => setIsOpen(false)}
      />
    </CalendarPopover>
  )
}
