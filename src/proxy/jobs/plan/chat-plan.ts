import { chatLink } from '#contract/api/chats.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import { planChat, unreadableChat } from '#proxy/contacts/link-chats.ts'
import type { LinkedChat } from '#proxy/sources/source.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { readImage, type ChatImage } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { shownConflicts } from '#proxy/jobs/store/stored-results.ts'
import { invalidWith, unclear } from './change-plan.ts'

/** A chat to be linked, with its current contact. */
export type ChatMove = { row: RunRow; chat: string; contact: number; base: ChatImage }

/** The link that a row requests; with `from`, only if the chat still belongs to that contact. */
type ChatIntent = { chat: string; contact: number | null; from?: number | null | undefined }

const imageOf = (text: string | null | undefined): ChatImage | undefined => {
  const image = readImage(text)
  return image && 'chat' in image ? image.chat : undefined
}

/** Whether a row of a request or of its undo concerns a chat. */
export const isAboutChat = (row: RunRow | undefined, { kind }: Pick<StoredJob, 'kind'>): boolean =>
  kind === 'chats' || imageOf(row?.undone?.after) !== undefined

/** The requested link; undefined if the row does not concern a chat. */
export function chatIntentOf(row: RunRow): ChatIntent | undefined {
  const { undone } = row
  const [base, after] = [imageOf(undone?.base), imageOf(undone?.after)]
  if (undone && !after) return undefined
  const intent: ChatIntent = after
    ? { chat: after.chat, contact: base?.contact ?? null, from: after.contact }
    : chatLink.parse(JSON.parse(row.input ?? '{}'))
  const sent = imageOf(row.base)
  if (sent) return { ...intent, from: sent.contact }
  const [shown] = shownConflicts(row.result)
  return shown?.attribute === 'chat' ? { ...intent, from: shown.theirs } : intent
}

/**
 * Plans a row given the current contact of its chat: a result that requires no request, or a move.
 */
export function planChatRow(
  row: RunRow,
  linked: Map<string, LinkedChat | 'unreadable'>,
): { update: RowUpdate } | { move: ChatMove } {
  const intent = chatIntentOf(row)
  if (!intent) throw new Error(`Line ${row.line} of job ${row.job_id} does not concern a chat`)
  const { chat, contact, from } = intent
  if (contact === null) {
    const message = 'the chat had no contact before, and the source cannot unlink chats'
    return {
      update: { row, result: invalidWith({ attribute: 'chat', code: 'first_link', message }) },
    }
  }
  const now = linked.get(chat)
  // Whether an earlier send took effect cannot be determined.
  if (now === 'unreadable')
    return {
      update: imageOf(row.base) ? unclear(row) : { row, result: invalidWith(unreadableChat) },
    }
  const plan = planChat({ chat, contact, from }, now)
  switch (plan.is) {
    case 'unchanged': {
      // The write that got no response has taken effect.
      const result: RowResult = imageOf(row.base)
        ? chatChangedTo(contact)
        : { outcome: 'unchanged', id: contact }
      return { update: { row, result, contactId: contact } }
    }
    case 'conflict': {
      const versions = { before: from ?? null, mine: contact, theirs: now?.contact ?? null }
      const conflicts = [{ attribute: 'chat' as const, ...versions }]
      return { update: { row, result: { outcome: 'conflict', id: contact, conflicts } } }
    }
    case 'link':
      return { move: { row, chat, contact, base: { chat, contact: plan.from } } }
  }
}

/** The result of a row whose chat is now linked to its contact. */
export const chatChangedTo = (contact: number): RowResult => ({
  outcome: 'changed',
  id: contact,
  attributes: ['chat'],
  merged: [],
  notSaved: [],
  updatedAt: null,
})
