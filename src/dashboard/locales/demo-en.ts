import type { demoRu } from './demo-ru.ts'
import type { Translation } from './messages.ts'

export const demoEn = {
  button: 'Demo',
  buttonOn: 'Demo. Troubles on: {{count, number}}',
  title: 'What can go wrong',
  intro: 'Every contact is invented. Switch a trouble on and see how Kartoteka copes with it.',
  try: 'Try:',
  watch: 'Watch:',
  links: {
    contacts: 'To the contacts of Main',
    filtered: 'To contacts with a filter',
    newContact: 'To a new contact',
    twins: 'Find her',
    chats: 'To the chats',
  },
  situations: {
    tooManyRequests: {
      title: 'Too many requests',
      try: 'open the list or another page of it.',
      watch:
        'the source asks for a minute of rest; it is said at once, and nobody asks it meanwhile. Jobs wait and go on by themselves.',
    },
    unpaid: {
      title: 'Account unpaid',
      try: 'open Main, then Bots.',
      watch:
        'Main and Legacy say that the account is not paid, and stop asking on their own; Bots works as before.',
    },
    tokenExpired: {
      title: 'Token expired',
      try: 'open any source.',
      watch: 'it says what happened and who can help; what was shown before stays on the screen.',
    },
    dismissedUser: {
      title: 'Employee dismissed',
      try: 'make Анна Лебедева responsible for a contact and save.',
      watch: 'amoCRM refuses; the refusal stands at the very field, and nothing typed is lost.',
    },
    lineCut: {
      title: 'The line is cut',
      try: 'open any contact.',
      watch: 'the reading is repeated, and only then it says that the source does not answer.',
    },
    slowNetwork: {
      title: 'Slow network',
      try: 'turn pages and search.',
      watch:
        'every answer takes three seconds longer; the old page stays until the next one is there.',
    },
    answerLost: {
      title: 'The answer is lost after the write',
      try: 'add one contact, or several at once.',
      watch:
        'the form warns that the contact may have been saved; a job finds what was written, and nobody is there twice. Strikes once.',
    },
    rowRefused: {
      title: 'Row 37 is refused',
      try: 'select a whole page of 50 contacts, press “Edit” and add a tag.',
      watch:
        '49 contacts are changed, one is refused with the reason, and it can be sent again. Strikes once.',
    },
    concurrentEdit: {
      title: 'Somebody edits at the same time',
      try: 'open a contact, press “Edit”, change the position and save.',
      watch:
        'a colleague was faster: both values are shown, and you choose. Nobody is overwritten unseen.',
    },
    filterIgnored: {
      title: 'A filter is ignored',
      try: 'open the list with a filter by the responsible person.',
      watch:
        'the account tells of others, too; the list notices it and does not let you select “all that match”.',
    },
  },
  story: {
    title: 'Whom to meet in the data',
    duplicates:
      'Вера Ковалёва is in all three sources, and twice in Main, with her phone written in two ways.',
    chat: 'This chat belongs to nobody; it can be looked up and linked by its number:',
    others:
      'The first page also has one person in two alphabets, a name of 63 letters and a contact that is nothing but a name.',
  },
  reset: 'Everything normal',
  noneOn: 'Nothing is switched on.',
  countOn: 'Troubles on: {{count, number}}.',
  startOver: 'Start over…',
  question: {
    title: 'Start over?',
    text: 'Your changes, jobs and drafts will be lost, and contacts become what they were at the first start. There is no way back.',
    keep: 'Keep everything',
    start: 'Discard all and start over',
    running: 'Inventing the data…',
  },
} as const satisfies Translation<typeof demoRu>
