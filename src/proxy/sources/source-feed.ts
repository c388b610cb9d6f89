import type { ContactDetail } from '#contract/api/contacts.ts'
import type { BuiltInKey } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { SourceTalks } from './source-talks.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

/** A contact as the source's list returns it, as JSON, which only the source can read. */
export type FeedRow = {
  id: number
  /** Unix seconds by the source's clock; of its creation, if the source tells no changes. */
  updatedAt: number | null
  companyId: number | null
  /** Of its company, where rows tell it. */
  companyName?: string | null
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
  bots?: { id: number; name: string }[] | undefined
  /** Attributes that rows need not tell; a contact names those that are unknown of it. */
  partlyKnown?: BuiltInKey[] | undefined
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
export type RowDialect = 'amo-v4' | 'amo-v2' | 'watbot'

/**
 * Understands the bodies of rows; what it makes of them is the same as in the source's own list, with
 * all attributes that rows may include and without URLs.
 */
export type ReadRows = (bodies: string[], names: FeedNames, context: FeedContext) => ContactDetail[]

/**
 * Makes one body of the stored one and one that was read: what a list does not tell remains as it was
 * last read elsewhere.
 */
export type MergeRows = (stored: string | undefined, read: string) => string

/** What is to know rows that are read elsewhere than in a list, such as single contacts. */
export type RowObserver = {
  /** The number of a reading, to be taken before it; undefined while nothing is stored. */
  begin: () => number | undefined
  take: (row: FeedRow, reading: number) => void
}

type FeedCommon = {
  /** The account and the user of the token: a copy belongs to both. */
  identify: (call: Call) => Promise<{ account: number | null; user: number | null }>
  readContext: (call: Call) => Promise<FeedContext>
  listUsers: (call: Call) => Promise<Map<number, string>>
  /**
   * Names of companies; those that the account does not have are missing. Null if only rows tell
   * them.
   */
  nameCompanies: ((ids: number[], call: Call) => Promise<Map<number, string>>) | null
  /**
   * Contacts by ID as the list returns them, up to 250. `missing` are those that are certainly not
   * in the list; about the others nothing is known.
   */
  readRows: (ids: number[], call: Call) => Promise<{ rows: FeedRow[]; missing: number[] }>
  /**
   * How many chats contacts have, up to 250; those of which it is not known are missing. Null if the
   * account does not tell it to this user. Omitted: the source has no chats.
   */
  countChats?: (ids: number[], call: Call) => Promise<Map<number, number> | null>
  /** Whether reading by ID is cheap enough for the rows that are on screen. */
  verifiesRows: boolean
  /** Attributes that rows of lists do not tell, and single contacts may. */
  partlyKnown?: readonly BuiltInKey[]
  /** Passes rows on that are read elsewhere until the returned function is called; null: there are none. */
  observe: ((observer: RowObserver) => () => void) | null
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

/** A source whose lists are sorted, so that pages can be requested by what was read last. */
export type SortedFeed = FeedCommon & {
  isSorted: true
  /** Names of companies changed since (Unix seconds), up to a few pages. */
  companiesChangedSince: (seconds: number, call: Call) => Promise<Map<number, string>>
  /** A page of the whole list by ascending ID, counted from 1. */
  listById: (page: number, size: number, call: Call) => Promise<FeedPage>
  /** A page of the list by descending ID. */
  listNewest: (page: number, size: number, call: Call) => Promise<FeedPage>
  /** A page of contacts changed since (Unix seconds, inclusive), the oldest change first. */
  listChangedSince: (seconds: number, page: number, size: number, call: Call) => Promise<FeedPage>
  /**
   * Contacts with events since (Unix seconds, inclusive), which need not move the time of their last
   * change: deletion, restoring, links, tags, tasks. Null if the account does not tell events, or
   * too many of them.
   */
  listEvents: (seconds: number, call: Call) => Promise<FeedEvents | null>
}

/** `offset`: the position of the first row in the list; `after` that of the last readable one, plus one. */
export type ListPart = FeedPage & { offset: number; after: number }

/** A page that begins at a position (counted from 0) or, if pages have fixed positions, before it. */
export type ListFrom = (position: number, size: number, call: Call) => Promise<ListPart>

/**
 * A source that documents no order of its list and tells no events. Each page is requested so that it
 * has the last row of the one before, and what is deleted is found by full scans only.
 */
export type PlainFeed = FeedCommon & {
  isSorted: false
  /** The largest first; smaller ones where a page is too large for the source. */
  pageSizes: readonly number[]
  list: ListFrom
  /** Number of contacts, if a list tells it. */
  count: ((call: Call) => Promise<number | null>) | null
  /** Contacts that are new or changed since (Unix seconds, inclusive), as far as the source tells. */
  listSince: (seconds: number) => ListFrom
  /**
   * Whether contacts may be new without being in `listSince`: they are at the end of the list.
   */
  hasNewAtEnd: boolean
}

/** How a local copy of a source's contacts is filled and followed. */
export type SourceFeed = SortedFeed | PlainFeed
