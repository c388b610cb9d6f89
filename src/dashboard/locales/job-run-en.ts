import type { jobRunRu } from './job-run-ru.ts'
import type { Translation } from './messages.ts'

export const jobRunEn = {
  title: 'Job',
  loading: 'The job is loading…',
  progress: 'How much is done',
  running: '{{done, number}} of {{total, number}} done',
  ended: 'Done: {{done, number}} of {{total, number}}',
  endedWithFailures: 'Done, but not all of it: {{good, number}} of {{total, number}}',
  stopped: 'Stopped: {{good, number}} of {{total, number}}',
  cancel: 'Stop',
  undo: 'Undo the changes',
  moveBack: 'Move the chats back',
  failedFile: 'Download the failed (CSV)',
  toJob: 'Open in Jobs',
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
    rejected: 'Refused',
    conflict: 'Changed by somebody else: left alone',
    unknown: 'Unknown: look for yourself',
    cancelled: 'Not begun',
  },
} as const satisfies Translation<typeof jobRunRu>
