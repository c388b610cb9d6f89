import type { Translation } from './messages.ts'
import type { controlsRu } from './controls-ru.ts'

export const controlsEn = {
  search: 'Search',
  searchOrCreate: 'Search or create',
  loading: 'Loading…',
  empty: 'Nothing here yet',
  nothingFound: 'Nothing found',
  more_one: '{{count, number}} more: refine the search',
  more_other: '{{count, number}} more: refine the search',
  create: 'Create “{{name}}”',
  retry: 'Try again',
  done: 'Done',
  selected_one: '{{count, number}} selected',
  selected_other: '{{count, number}} selected',
  clear: 'Clear: {{label}}',
  remove: 'Remove: {{name}}',
  dates: {
    format: 'mmm d, yyyy',
    formatWithTime: 'mmm d, yyyy, h:mm am',
    openCalendar: 'Open calendar: {{label}}',
    calendar: 'Calendar: {{label}}',
    today: 'Today',
    selected: 'selected',
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
  },
} satisfies Translation<typeof controlsRu>
