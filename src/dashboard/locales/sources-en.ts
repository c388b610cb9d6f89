import type { Translation } from './messages.ts'
import type { sourcesRu } from './sources-ru.ts'

export const sourcesEn = {
  title: 'Sources',
  intro: 'Where contacts come from, whether each source responds, and its local copy.',
  loading: 'Loading the state',
  connection: {
    checking: 'Checking…',
    connected: 'Connected',
    failing: 'Not connected',
    at: 'Last answer: {{time}}',
  },
  copy: { title: 'Local copy' },
  states: {
    off: 'Off',
    filling: 'Filling',
    complete: 'Complete and up to date',
    paused: 'Paused',
    failed: 'Failed',
    pausedByUser: 'Lists still come from the copy, but changes at the source do not show up.',
    fillingPausedByUser: 'Filling will continue where it stopped.',
  },
  completeText: 'It answers the list, search, filters and overview.',
  scanning: 'Full scan in progress: {{scanned, number}} of {{total, number}}',
  facts: {
    contacts: 'Contacts',
    size: 'Size on disk',
    inMemory: 'In memory',
    asOf: 'Synchronised',
    lastFullScan: 'Last full scan',
    chats: 'Chats read',
    talks: 'States of chats',
    notYet: 'Not yet',
  },
  drift: {
    none: 'The last full scan found no difference from the source.',
    found: 'The last full scan found and fixed differences from the source: {{parts}}.',
    changed: '{{count, number}} outdated',
    missing: '{{count, number}} missing',
    surplus: '{{count, number}} no longer there',
  },
  unreadable_one: '{{count, number}} contact could not be read and is not in the copy.',
  unreadable_other: '{{count, number}} contacts could not be read and are not in the copy.',
  disappeared_one:
    'The full scan did not find {{count, number}} contact. It is kept in the copy: the token’s permissions may have changed.',
  disappeared_other:
    'The full scan did not find {{count, number}} contacts. They are kept in the copy: the token’s permissions may have changed.',
  requests: {
    title: 'Requests per day',
    today: '{{count, number}} today',
    todayLabel: 'today',
  },
  actions: {
    pause: 'Pause',
    resume: 'Resume',
    scan: 'Full scan',
    refill: 'Refill',
    erase: 'Erase',
  },
  ask: {
    erase: {
      title: 'Erase the local copy of {{source}}?',
      text: 'The files of the copy are deleted from this machine at once, and there is no new one until it is turned on again. Until then the list sorts and filters only as the source can. Backups and archived logs stay; they are yours to delete. Nothing changes at the source.',
      keep: 'Keep it',
      go: 'Erase the copy',
    },
    refill: {
      title: 'Refill the local copy of {{source}}?',
      text: 'The current copy is deleted and all contacts are read from the start. Meanwhile the list reads from the source directly, without exact totals and without sorting or filtering by any attribute.',
      keep: 'Cancel',
      go: 'Refill',
    },
  },
  off: {
    title: 'No copy',
    text: 'With a copy, the list sorts and filters by any attribute, totals are exact, search finds a phone however it is written, and the list stays available while the source is down.',
    turnOn: 'Turn on…',
    obstacles: {
      kind: 'Sources of this kind have no local copy.',
      settings: 'The sources file rules out a local copy: "mirror": false.',
    },
  },
  turnOn: {
    title: 'Local copy of {{source}}',
    text: 'All contacts are read once and then kept up to date with the source. This is what it takes:',
    data: 'Personal data',
    dataText:
      'Names, phones, e-mails and all other fields of contacts will be stored where Kartoteka keeps its state: in a file that only its owner can read, or in Postgres. Backups of the folder or the database include them.',
    size: 'Disk space',
    counting: 'Counting contacts…',
    unknown: 'The source did not tell how many contacts it has. A contact takes about 2 KB.',
    sizeText_one: 'About {{size}} for roughly {{count, number}} contact.',
    sizeText_other: 'About {{size}} for roughly {{count, number}} contacts.',
    free: '{{size}} free.',
    requests: 'Requests to the source',
    requestsText: '{{min, number}} to {{max, number}}, with a few hundred contacts each.',
    time: 'At most {{rate, number}} per second: up to {{time}}. People’s work always comes first.',
    later: 'Afterwards',
    laterText:
      'A few requests every 5 minutes, every 15 seconds while somebody looks at the list, and a full scan once a day, or once an hour if the source does not tell which contacts were deleted. You can pause or erase the copy at any time.',
    cancel: 'Cancel',
    agree: 'Agree and turn on',
  },
} as const satisfies Translation<typeof sourcesRu>
