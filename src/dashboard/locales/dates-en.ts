import type { Translation } from './messages.ts'
import type { datesRu } from './dates-ru.ts'

export const datesEn = {
  format: 'mmm d, yyyy',
  formatWithTime: 'mmm d, yyyy, h:mm am',
  openCalendar: 'Open calendar: {{label}}',
  calendar: 'Calendar: {{label}}',
  today: 'Today',
  selected: 'selected',
  loading: 'Loading…',
  whichDate: 'Which date is {{text}}?',
  from: 'From',
  to: 'To',
  period: 'period',
  problems: {
    invalid: 'Not a valid date. Example: {{example}}.',
    incomplete: 'Incomplete. Example: {{example}}.',
    ambiguous: 'It is unclear which number is the month.',
    year: 'Enter a year from 1000 to 9999.',
    reversed: 'The first day is after the last one.',
  },
} satisfies Translation<typeof datesRu>
