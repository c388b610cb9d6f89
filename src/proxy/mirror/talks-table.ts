/** Talks of contacts, also of those that the copy does not have. */
export type TalksTable = {
  id: number
  contact_id: number | null
  is_in_work: number
  /** The reading of all talks that has last seen it. */
  seen: number
  /** The talk as JSON. */
  body: string
}

export const talksTables = ({ text, integer }: { text: string; integer: string }): string[] => [
  `create table talks (
    id ${integer} primary key, contact_id ${integer}, is_in_work ${integer} not null,
    seen ${integer} not null, body ${text} not null)`,
  'create index talks_contact on talks (contact_id)',
  'create index talks_in_work on talks (id) where is_in_work = 1',
]
