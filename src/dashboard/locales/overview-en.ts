import type { Translation } from './messages.ts'
import type { overviewRu } from './overview-ru.ts'

export const overviewEn = {
  title: 'Overview',
  countAgain: 'Count again',
  counting: 'Contacts are being counted',
  readSoFar: '{{count, number}} read',
  countedAt: 'Counted {{at}}.',
  changedSince_one: '{{count, number}} contact was added or changed since {{from}}.',
  changedSince_other: '{{count, number}} contacts were added or changed since {{from}}.',
  addedSince_one: '{{count, number}} contact was added since {{from}}.',
  addedSince_other: '{{count, number}} contacts were added since {{from}}.',
  countedOnce: 'Each counts once, in the week of its last change.',
  gaps: {
    part: 'More were changed than an overview may read at once: all since {{from}} are counted, earlier weeks are not.',
    tooMany:
      'These are more contacts than an overview may read at once, and this source keeps no order. So nothing is counted; the list and its filters work.',
    filterIgnored:
      'The account answers as if it had not been asked for dates. So nothing is counted: any number would be untrue.',
  },
  emptyTitle: 'Nothing has changed for eight weeks',
  emptyText: 'This page tells who was added and changed in the last weeks.',
  toContacts: 'Go to contacts',
  byWeek: 'By week',
  week: 'Week',
  thisWeek: 'this week, not over yet',
  added: 'Added',
  lastChanged: 'Last changed',
  notCounted: 'not counted',
  byResponsible: 'By responsible person',
  responsible: 'Responsible',
  byTag: 'By tag',
  tag: 'Tag',
  byBot: 'By bot',
  bot: 'Bot',
  contacts: 'Contacts',
  nobody: 'Nobody responsible',
  noTag: 'No tags',
  noBot: 'No bot',
  unnamed: 'ID {{id}}',
  more: 'The first {{shown, number}} are shown; there are {{count, number}} more.',
  severalTags: 'A contact with several tags counts at each of them.',
} as const satisfies Translation<typeof overviewRu>
