import type { jobRunRu } from './job-run-ru.ts'
import type { Said } from './messages.ts'

export const jobRunEn = {
  title: 'Job',
  loading: 'The job is loading…',
  progress: 'How much is done',
  running: '{{done, number}} of {{total, number}} done',
  ended: 'Done: {{done, number}} of {{total, number}}',
  cancel: 'Cancel',
  undo: 'Undo the changes',
  moveBack: 'Move the chats back',
  failedFile: 'Download what failed',
  show: 'Show',
  all: 'All rows: {{count, number}}',
  rows: 'Rows of the job',
  firstHundred: 'The first 100 rows are shown.',
  contactId: 'Contact {{id}}',
  firstLink:
    'The chat belonged to nobody before: amoCRM cannot unlink it, it can only be moved on.',
  columns: { line: 'Row', contact: 'Contact', outcome: 'Outcome' },
  outcomes: {
    pending: 'Waiting',
    sending: 'Being sent',
    created: 'Created',
    changed: 'Done',
    unchanged: 'Was so already',
    refused: 'Refused',
    conflict: 'Changed by somebody else: left alone',
    unknown: 'Unknown: look for yourself',
    cancelled: 'Cancelled',
  },
  waiting: {
    unauthorized: 'The source does not accept our access; the job waits.',
    unpaid: 'The account is not paid; the job waits.',
    forbidden: 'The source does not allow us this; the job waits.',
    blocked: 'The source has blocked the account; the job waits.',
    busy: 'The source asks us to slow down; the job goes on by itself.',
    unreachable: 'The source does not answer; the job goes on by itself.',
    timeout: 'The source takes too long; the job goes on by itself.',
    nonsense: 'The source answered something odd; the job goes on by itself.',
    checking: 'An answer was lost: finding out what stands.',
  },
} as const satisfies Said<typeof jobRunRu>
