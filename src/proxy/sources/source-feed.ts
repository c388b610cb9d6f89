import type { ContactDetail } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { SourceTalks } from './source-talks.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

/** A contact as the source's list returns it, as JSON, which only the source can read. */
export type FeedRow = {
  id: number
  /** Unix seconds by the source's clock. */
  updatedAt: number | null
  companyId: number | null
  body: string
}

export type FeedPage = {
  rows: FeedRow[]
  /** Number of rows that could not be read. */
  unreadable: number
  hasNext: boolean
}

/** Names by ID; an ID that is missing has none. */
export type FeedNames = { users: Map<number, string>; companies: Map<number, string> }

/** What the source's rows mean: the account's definitions, its time zone (IANA name), its groups. */
export type FeedContext = {
  definitions: FieldDefinition[]
  timeZone: string
  groups: { id: number; name: string }[]
}

/** Until the account's own is read; nothing is stored by it. */
export const emptyContext: FeedContext = { definitions: [], timeZone: 'UTC', groups: [] }

type FeedEvents = {
  ids: number[]
  /** Contacts were merged: which ones are gone is not told. */
  hasMerged: boolean
  /** Tasks were deleted: whose they were is not told. */
  hasDeletedTasks: boolean
}

/** The format of rows, by which a thread that does not know the source finds their reader. */
export type RowDialect = 'amo-v4'

/**
 * Understands the bodies of rows; what it makes of them is the same as in the source's own list, with
 * all attributes that rows may include and without URLs.
 */
export type ReadRows = (bodies: string[], names: FeedNames, context: FeedContext) => ContactDetail[]

/** How a local copy of a source's contacts is filled and followed. */
export type SourceFeed = {
  /** The account and the user of the token: a copy belongs to both. */
  identify: (call: Call) => Promise<{ account: number | null; user: number | null }>
  readContext: (call: Call) => Promise<FeedContext>
  listUsers: (call: Call) => Promise<Map<number, string>>
  /** Names of companies; those that the account does not have are missing. */
  nameCompanies: (ids: number[], call: Call) => Promise<Map<number, string>>
  /** Names of companies changed since (Unix seconds), up to a few pages. */
  companiesChangedSince: (seconds: number, call: Call) => Promise<Map<number, string>>
  /** A page of the whole list by ascending ID, counted from 1. */
  listById: (page: number, size: number, call: Call) => Promise<FeedPage>
  /** A page of the list by descending ID. */
  listNewest: (page: number, size: number, call: Call) => Promise<FeedPage>
  /** A page of contacts changed since (Unix seconds, inclusive), the oldest change first. */
  listChangedSince: (seconds: number, page: number, size: number, call: Call) => Promise<FeedPage>
  /**
   * Contacts by ID as the list returns them, up to 250. `missing` are those that are certainly not
   * in the list; about the others nothing is known.
   */
  readRows: (ids: number[], call: Call) => Promise<{ rows: FeedRow[]; missing: number[] }>
  /**
   * Contacts with events since (Unix seconds, inclusive), which need not move the time of their last
   * change: deletion, restoring, links, tags, tasks. Null if the account does not tell events, or
   * too many of them.
   */
  listEvents: (seconds: number, call: Call) => Promise<FeedEvents | null>
  /** Talks of contacts; null if the source has none. */
  talks: SourceTalks | null
  /** In which `body` is written. */
  dialect: RowDialect
  /** URL of a contact's page at the source; null if there is none. */
  toUrl: (id: number) => string | null
  /** Number of requests since the start. */
  countSent: () => number
  /** Milliseconds by the source's clock. */
  now: () => number
}
