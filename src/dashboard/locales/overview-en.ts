import type { Translation } from './messages.ts'
import type { overviewRu } from './overview-ru.ts'

export const overviewEn = {
  title: 'Overview',
  countAgain: 'Count again',
  counting: 'Counting contacts',
  readSoFar: '{{count, number}} read',
  countedAt: 'Counted {{at}}.',
  changedSince_one: '{{count, number}} contact was added or changed since {{from}}.',
  changedSince_other: '{{count, number}} contacts were added or changed since {{from}}.',
  addedSince_one: '{{count, number}} contact was added since {{from}}.',
  addedSince_other: '{{count, number}} contacts were added since {{from}}.',
  countedOnce: 'Each contact is counted once, in the week of its last change.',
  gaps: {
    part: 'More contacts have changed than an overview can read at once: everything since {{from}} is counted, earlier weeks are not.',
    tooMany:
      'There are more such contacts than an overview can read at once, and this source does not sort them. Nothing is counted; the list and its filters still work.',
    filterIgnored:
      'The account ignored the date filter. Nothing is counted, because the numbers would be wrong.',
  },
  emptyTitle: 'No changes in the last eight weeks',
  emptyText: 'This page shows who was added and changed in recent weeks.',
  toContacts: 'Go to contacts',
  byWeek: 'By week',
  week: 'Week',
  thisWeek: 'this week so far',
  added: 'Added',
  lastChanged: 'Last changed',
  notCounted: 'not counted',
  byResponsible: 'By responsible',
  responsible: 'Responsible',
  byTag: 'By tag',
  tag: 'Tag',
  byBot: 'By bot',
  bot: 'Bot',
  contacts: 'Contacts',
  nobody: 'Unassigned',
  noTag: 'No tags',
  noBot: 'No bot',
  unnamed: 'ID {{id}}',
  more: 'Showing the first {{shown, number}}; {{count, number}} more.',
  severalTags: 'A contact with several tags is counted under each of them.',
} as const satisfies Translation<typeof overviewRu>
