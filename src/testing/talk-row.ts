import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'

/** What the talks of a contact say of it in a row of a list. */
export function talkRow(contact: Contact) {
  const [work, channels, missed, unread] = [
    contactValue(contact, 'talksInWork'),
    contactValue(contact, 'channels'),
    contactValue(contact, 'missedTalk'),
    contactValue(contact, 'unreadTalk'),
  ]
  return {
    id: contact.id,
    talksInWork: work?.kind === 'number' ? Number(work.value) : null,
    channels: channels?.kind === 'choice' ? channels.options.map(({ label }) => label) : [],
    missedTalk: missed?.kind === 'flag' ? missed.value : null,
    unreadTalk: unread?.kind === 'flag' ? unread.value : null,
  }
}
