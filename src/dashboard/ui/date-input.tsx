import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { printEntry, readEntry, type DateEntry } from '#dashboard/lib/date-entry.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { CalendarButton } from './calendar-button.tsx'
import { CalendarPopover } from './calendar-popover.tsx'
import { DateTextField } from './date-text-field.tsx'

const DayCalendar = lazyPart(() => import('./day-calendar.tsx'), 'DayCalendar')

type Props = {
  id: string
  /** The text of the caller's label. */
  label: string
  entry: DateEntry
  /**
   * ISO 8601 of a day (`2026-11-20`) or local time (`2026-11-20T14:30`), the text as it was typed if
   * it is not one, or empty. It is never converted to another time zone.
   */
  value: string
  onChange: (value: string) => void
  /** IANA name of the zone whose today is marked; null: the user's own. */
  timeZone: string | null
  isInvalid?: boolean | undefined
  describedBy?: string | undefined
  isDisabled?: boolean | undefined
}

/** A date, typed or selected in a calendar. */
export function DateInput(props: Props) {
  const { id, label, entry, value, onChange, timeZone, isInvalid, describedBy, isDisabled } = props
  const { i18n } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const reading = readEntry(value, entry)
  const [day = '', time] = reading.kind === 'read' ? reading.iso.split('T') : []
  const select = (selected: string) => {
    setIsOpen(false)
    if (entry === 'day') onChange(selected)
    else if (time !== undefined) onChange(`${selected}T${time}`)
    else {
      // The time is typed after the day: no hour can be guessed.
      onChange(`${printEntry(selected, i18n.language)} `)
      input.current?.focus()
    }
  }
  return (
    <CalendarPopover
      label={label}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      trigger={
        <DateTextField
          id={id}
          entry={entry}
          value={value}
          onChange={onChange}
          isInvalid={isInvalid}
          aria-describedby={describedBy}
          disabled={isDisabled}
          input={input}
          onKeyDown={(event) => {
            if (event.altKey && event.key === 'ArrowDown') {
              event.preventDefault()
              setIsOpen(true)
            }
          }}
        >
          <CalendarButton
            label={label}
            isOpen={isOpen}
            onToggle={() => setIsOpen(!isOpen)}
            isDisabled={isDisabled}
          />
        </DateTextField>
      }
    >
      <DayCalendar
        label={label}
        day={day}
        onSelect={select}
        language={i18n.language}
        timeZone={timeZone}
        onClose={() => setIsOpen(false)}
      />
    </CalendarPopover>
  )
}
