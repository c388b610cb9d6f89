import type { demoRu } from './demo-ru.ts'
import type { Translation } from './messages.ts'

export const demoEn = {
  button: 'Demo',
  buttonOn: 'Demo. Faults on: {{count, number}}',
  title: 'What can go wrong',
  intro: 'All contacts are invented. Turn on a fault and see how Kartoteka handles it.',
  try: 'Try:',
  watch: 'Watch:',
  links: {
    contacts: 'Open contacts in Main',
    filtered: 'Open contacts with a filter',
    newContact: 'Open a new contact',
    duplicates: 'Find her',
    chats: 'Open chats',
  },
  situations: {
    tooManyRequests: {
      title: 'Too many requests',
      try: 'open the list or turn a page.',
      watch:
        'the source asks for a minute’s pause. The page says so at once, and no requests are sent meanwhile. Jobs wait and continue automatically.',
    },
    unpaid: {
      title: 'Unpaid account',
      try: 'open Main, then Bots.',
      watch:
        'Main and Legacy say that the account is not paid and stop sending requests; Bots works as before.',
    },
    tokenExpired: {
      title: 'Expired token',
      try: 'open any source.',
      watch: 'the page says what happened and who can help; what was shown before stays on screen.',
    },
    dismissedUser: {
      title: 'Deactivated user',
      try: 'make Анна Лебедева responsible for a contact and save.',
      watch:
        'amoCRM rejects the change; the reason is shown at the field, and nothing you typed is lost.',
    },
    lineCut: {
      title: 'Dropped connection',
      try: 'open any contact.',
      watch: 'the request is retried before the page says that the source is not responding.',
    },
    slowNetwork: {
      title: 'Slow network',
      try: 'turn pages and search.',
      watch:
        'every response takes three seconds longer; the old page stays until the next one arrives.',
    },
    answerLost: {
      title: 'Response lost after a write',
      try: 'add one contact, or several at once.',
      watch:
        'the form warns that the contact may have been saved; a job finds what was saved, and no contact is created twice. Happens once.',
    },
    rowRefused: {
      title: 'Row 37 rejected',
      try: 'select a whole page of 50 contacts, click “Edit” and add a tag.',
      watch:
        '49 contacts are changed, one is rejected with a reason and can be retried. Happens once.',
    },
    concurrentEdit: {
      title: 'Concurrent edit',
      try: 'open a contact, click “Edit”, change the position and save.',
      watch:
        'a colleague was faster: both values are shown, and you choose. Nothing is overwritten silently.',
    },
    filterIgnored: {
      title: 'Ignored filter',
      try: 'open the list with a filter by the responsible person.',
      watch:
        'the account returns other contacts, too; the list notices and does not let you select all matching.',
    },
  },
  story: {
    title: 'Who is in the data',
    duplicates:
      'Вера Ковалёва is in all three sources, and twice in Main, with her phone written in two ways.',
    chat: 'This chat has no contact; you can find it by its UUID and link it:',
    others:
      'The first page also has one person in two alphabets, a name of 63 letters and a contact with nothing but a name.',
  },
  reset: 'Turn all faults off',
  noneOn: 'No faults are on.',
  countOn: 'Faults on: {{count, number}}.',
  startOver: 'Start over…',
  question: {
    title: 'Start over?',
    text: 'Your changes, jobs and drafts will be lost, and the contacts will be as at the first start. This cannot be undone.',
    keep: 'Cancel',
    start: 'Delete everything and start over',
    running: 'Creating the data…',
  },
} as const satisfies Translation<typeof demoRu>
