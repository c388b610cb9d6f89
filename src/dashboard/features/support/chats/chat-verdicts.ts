import type { Chat, ChatContact } from '#contract/api/chats.ts'
import type { ChatLine, LineIssue } from './chat-lines.ts'

type Known = {
  /** The chats that belong to somebody. */
  chats: ReadonlyMap<string, Chat>
  contacts: ReadonlyMap<number, ChatContact>
}

/** A good line beside what the source knows. */
type Checked = { chat: string; contact: ChatContact } & (
  | { verdict: 'link' }
  | { verdict: 'move'; from: ChatContact }
  | { verdict: 'already' }
  | { verdict: 'noContact' }
)

export type Verdict = { line: number; text: string } & (
  | Checked
  | (LineIssue & { verdict: 'fault' })
)

/** What each line would come to if it were run now. */
export function judgeLines(lines: ChatLine[], { chats, contacts }: Known): Verdict[] {
  return lines.map((line): Verdict => {
    if (line.issue !== undefined) return { ...line, verdict: 'fault' }
    const { chat, contact: id, ...about } = line
    const contact = contacts.get(id) ?? { id, name: null, isUnsorted: false, exists: null }
    const holder = chats.get(chat)?.contact
    const checked = { ...about, chat, contact }
    if (contact.exists === false) return { ...checked, verdict: 'noContact' }
    if (!holder) return { ...checked, verdict: 'link' }
    if (holder.id === id) return { ...checked, verdict: 'already' }
    return { ...checked, verdict: 'move', from: holder }
  })
}

/** A row of the job: with whose the chat was seen to be, so that one that moves on is left alone. */
export type JobLine = { chat: string; contact: number; from: number | null; name: string | null }

export function toJobRows(verdicts: Verdict[], { withMoves }: { withMoves: boolean }): JobLine[] {
  return verdicts.flatMap((item): JobLine[] => {
    if (item.verdict !== 'link' && !(item.verdict === 'move' && withMoves)) return []
    const { chat, contact } = item
    const from = item.verdict === 'move' ? item.from.id : null
    return [{ chat, contact: contact.id, from, name: contact.name }]
  })
}
