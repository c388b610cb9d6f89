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
} satisfies Translation<typeof controlsRu>
