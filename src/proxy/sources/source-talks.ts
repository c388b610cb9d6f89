import type { Talk } from '#contract/api/talks.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

export type TalkPage = { items: Talk[]; hasNext: boolean }

/** The talks of an account; null where it has none or does not show them. */
export type SourceTalks = {
  /** Whether the account shows talks, as far as it was asked. */
  isAvailable: () => boolean
  /** A page of all talks, or of those in work, counted from 1. */
  listTalks: (by: { inWork: boolean; page: number }, call: Call) => Promise<TalkPage | null>
  /** All talks of up to 250 contacts. */
  talksOf: (contacts: number[], call: Call) => Promise<Talk[] | null>
  /** Undefined if there is certainly no such talk. */
  readTalk: (id: number, call: Call) => Promise<Talk | undefined>
}
