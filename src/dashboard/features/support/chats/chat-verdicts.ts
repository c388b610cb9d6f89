import type { Chat, ChatContact } from '#contract/api/chats.ts'
import type { ChatLine, LineIssue } from './chat-lines.ts'

type Known = {
  chats: ReadonlyMap<string, Chat>
  contacts: ReadonlyMap<number, ChatContact>
}

/** A valid line compared with the source. */
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

/** What each line would do now. */
export function checkLines(lines: ChatLine[], { chats, contacts }: Known): Verdict[] {
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

/** A row of the job; `from`: the contact the chat was linked to, so that a later move is noticed. */
export type JobLine = { chat: string; contact: number; from: number | null; name: string | null }

export function toJobRows(verdicts: Verdict[], { withMoves }: { withMoves: boolean }): JobLine[] {
  return verdicts.flatMap((item): JobLine[] => {
    if (item.verdict !== 'link' && !(item.verdict === 'move' && withMoves)) return []
    const { chat, contact } = item
    const from = item.verdict === 'move' ? item.from.id : null
    return [{ chat, contact: contact.id, from, name: contact.name }]
  })
}
