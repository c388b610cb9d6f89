import type { Account } from '#contract/api/account.ts'
import type { ChatLinkResult, ChatList } from '#contract/api/chats.ts'
import type { Facets, FacetQuery } from '#contract/api/facets.ts'
import type { MirrorEstimate, MirrorStatus } from '#contract/api/mirror.ts'
import type { SourceCompanies } from './source-companies.ts'
import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { LinkedCustomer, LinkedElement, LinkedLead } from '#contract/api/linked.ts'
import type { ContactIds } from '#contract/api/where.ts'
import type { Source as SourceInfo } from '#contract/api/sources.ts'
import type { SuggestionQuery, Suggestions } from '#contract/api/suggestions.ts'
import type { AccountTag } from '#contract/api/tags.ts'
import type { User } from '#contract/api/users.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactCreate, ContactWrite, LinkWrite, WriteResult } from './contact-write.ts'
import type { MirrorListener } from './contact-changes.ts'
import type { SourceActivities } from './source-activities.ts'
import type { SourceTalks } from './source-talks.ts'
import type { SourceFeed } from './source-feed.ts'
import type { Connection } from '#proxy/sources/transport/connection.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Visibility } from './visibility.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

type Priced<T> = { items: T[]; currency: string | null }

/** IDs of the entities linked to a contact; `companies` has at most one. */
export type ContactLinks = {
  leads: number[]
  customers: number[]
  companies: number[]
  catalogElements: { id: number; catalog: number | null; quantity: number | null }[]
}

/**
 * A contact read for a write: `readAt` is a time before the read (milliseconds by the source's
 * clock).
 */
export type SourceSnapshot = { detail: ContactDetail; links: ContactLinks; readAt: number }

/**
 * Contacts read by ID; `unreadable` are the IDs of contacts that exist, or may exist, and could not
 * be read.
 */
export type ContactsRead = { snapshots: SourceSnapshot[]; unreadable: number[] }

/** The result of a read for each contact; contacts that the source does not have are omitted. */
export const snapshotsById = ({ snapshots, unreadable }: ContactsRead) =>
  new Map<number, SourceSnapshot | 'unreadable'>([
    ...unreadable.map((id) => [id, 'unreadable'] as const),
    ...snapshots.map((snapshot) => [snapshot.detail.id, snapshot] as const),
  ])

/** A point in time at a source: contacts with higher IDs were created after it. */
export type CreationCursor = {
  id: number
  /** Milliseconds by the source's clock, minus the possible error of its estimate. */
  at: number
}

/** Determines the outcome of a create that got no clear response. */
export type CreationLookup = {
  /**
   * The current cursor; requires a few requests. `ownId`: ID of the newest contact that the proxy
   * created, 0 if there is none; used if the source cannot return the newest contact.
   */
  cursor: (call: Call, ownId?: number) => Promise<CreationCursor>
  /**
   * The contacts created since, page by page, in any order and possibly with duplicates; those
   * created by other users are omitted. Rejects if responses of the source contradict each other.
   */
  createdSince: (cursor: CreationCursor, call: Call) => AsyncIterable<CreatedPage>
}

/**
 * `unreadable`: number of further contacts that may have been created and could not be read; 1 if
 * the number is unknown.
 */
export type CreatedPage = { contacts: ContactDetail[]; unreadable: number }

export type LinkedChat = { chat: string; contact: number; linkId: number }

export type ChatWriteResult =
  | { status: 'linked'; linkId: number }
  | Extract<ChatLinkResult, { status: 'rejected' | 'skipped' }>

/** The part that every source has. */
export type SourceReader = {
  listContacts: (query: ContactQuery, call: Call) => Promise<ContactPage>
  /** Undefined if the contact does not exist or the source hides it. */
  getContact: (id: number, call: Call) => Promise<ContactDetail | undefined>
  /**
   * Reads contacts by ID without a cache, at most the last of `pageSizes`; missing contacts are
   * omitted.
   */
  readContacts: (ids: number[], call: Call) => Promise<ContactsRead>
  getAccount: (call: Call) => Promise<Account>
  listUsers: (call: Call) => Promise<User[]>
  listFields: (call: Call) => Promise<FieldDefinition[]>
  /** Null if the source does not list the tags of its account. */
  listTags: ((call: Call) => Promise<AccountTag[]>) | null
}

/**
 * One request to the upstream, or one for each contact if `writes.batch` is 1; returns a result for
 * each contact, in their order. A write without a response rejects with `mayHaveHappened` set.
 */
export type SourceWriter = {
  createContacts: (drafts: ContactCreate[], call: Call) => Promise<WriteResult[]>
  /**
   * `seen`: the contacts as just read. A source that can detect stale writes rejects a write if the
   * contact has changed since (code `stale`); others read it again or write unconditionally.
   */
  editContacts: (
    writes: ContactWrite[],
    call: Call,
    seen: SourceSnapshot[],
  ) => Promise<WriteResult[]>
  /** Null if repeated creates result in one contact, or if created contacts cannot be looked up. */
  creationLookup: CreationLookup | null
}

/** Entities linked to contacts: read with names, and linked by ID. */
export type SourceLinker = {
  /** Whether leads and customers have names; if not, another source of the same account may know them. */
  hasNames: boolean
  /** Undefined if the contact does not exist; null if the source does not link such entities. */
  listLeads: ((contactId: number, call: Call) => Promise<Priced<LinkedLead> | undefined>) | null
  listCustomers:
    | ((contactId: number, call: Call) => Promise<Priced<LinkedCustomer> | undefined>)
    | null
  listElements:
    | ((contactId: number, call: Call) => Promise<{ items: LinkedElement[] } | undefined>)
    | null
  /** Links of many contacts; at most `writes.batch` links in total. */
  linkContacts: (writes: LinkWrite[], call: Call, seen: SourceSnapshot[]) => Promise<WriteResult[]>
  unlinkContacts: (
    writes: LinkWrite[],
    call: Call,
    seen: SourceSnapshot[],
  ) => Promise<WriteResult[]>
}

export type SourceChats = {
  /** By chats or by contacts, up to 250, with the names of the contacts. */
  findChats: (by: { chats?: string[]; contacts?: number[] }, call: Call) => Promise<ChatList>
  /**
   * The links of these chats; chats without a contact are omitted, `unreadable` ones may have one.
   */
  readChats: (chats: string[], call: Call) => Promise<Map<string, LinkedChat | 'unreadable'>>
  /** One request, all or nothing: links each chat to its contact instead of its current one. */
  linkChats: (items: { chat: string; contact: number }[], call: Call) => Promise<ChatWriteResult[]>
}

/** A variable that a bot stores for a contact. */
export type ContactVariable = { name: string; value: string; isDeletable: boolean }

export type SourceVariables = {
  readVariables: (contactId: number, call: Call) => Promise<ContactVariable[]>
  setStatus: (contactId: number, status: string, call: Call) => Promise<void>
  setVariable: (contactId: number, variable: ContactVariable, call: Call) => Promise<void>
  deleteVariable: (contactId: number, name: string, call: Call) => Promise<void>
}

/** The part of a local copy that requests use. */
export type SourceMirror = {
  /** Whether there is a copy, or one is being filled. */
  isOn: () => boolean
  /** Whether it answers lists; the methods that read it require that. */
  isComplete: () => boolean
  /** Notifies of changes until the returned function is called. */
  follow: (listener: MirrorListener) => () => void
  /** Whether it has read all talks, so that attributes of contacts are made of them. */
  knowsTalks: () => boolean
  /** Somebody looks at the list. */
  watch: () => void
  /** IANA name of the account's time zone. */
  timeZone: () => string
  listContacts: (query: ContactQuery, visibility: Visibility, call: Call) => Promise<ContactPage>
  /** All that match, in the order of the query. */
  listIds: (query: ContactQuery, visibility: Visibility) => Promise<ContactIds>
  /**
   * Those of some contacts that match, once they were read again at the source; `unread`: of these it
   * is not known. Rejects with `SourceError` if the source cannot be read.
   */
  matching: (
    ids: number[],
    query: ContactQuery,
    visibility: Visibility,
    call: Call,
  ) => Promise<{ ids: number[]; unread: number[] }>
  /** Undefined if the copy does not have it. */
  getContact: (id: number, visibility: Visibility) => Promise<ContactDetail | undefined>
  facets: (query: FacetQuery, visibility: Visibility) => Promise<Facets>
  suggest: (query: SuggestionQuery, visibility: Visibility) => Promise<Suggestions>
  fields: () => FieldDefinition[]
  /** ISO 8601: the copy has every change until then. */
  asOf: () => string | null
  /** `problem`: the error because of which it does not go on; undefined if there is none. */
  status: () => Promise<{ status: Omit<MirrorStatus, 'problem'>; problem: unknown }>
  /** What a copy would take; reads from the source. */
  estimate: () => Promise<MirrorEstimate>
  /** Contacts that may be other ones now: they are read again, as far as the copy is complete. */
  hint: (ids: number[]) => void
  begin: () => void
  /** Throws the copy away, because the source has other contacts now, and fills it anew. */
  restart: () => void
  /** Changes by users, which survive a restart; all but `turnOn` and `erase` require a copy. */
  turnOn: () => Promise<void>
  pause: () => Promise<void>
  resume: () => Promise<void>
  refill: () => Promise<void>
  /** Begins a full scan. */
  scan: () => Promise<void>
  /** Deletes the copy from the disk and turns it off. */
  erase: () => Promise<void>
}

/**
 * An upstream account in the terms of the contract. A part is null if the source does not have it,
 * and the capabilities are derived from the parts. Every method rejects with `SourceError` when the
 * upstream fails and with `UnsupportedError` for requests that `info.capabilities` excludes.
 */
export type Source = {
  info: SourceInfo
  /** Those of some contacts that are visible; undefined: all are. See `visible-source.ts`. */
  sees?: (ids: number[], call: Call) => Promise<Set<number>>
  reader: SourceReader
  /** How a local copy of its contacts is filled; null: there can be none. */
  feed: SourceFeed | null
  /** The local copy, if one is kept. */
  mirror: SourceMirror | null
  /** What was last heard from it; null: nothing yet. */
  connection: () => Connection | null
  writer: SourceWriter | null
  linker: SourceLinker | null
  /** Companies by name; null: only those of contacts are known. */
  companies: SourceCompanies | null
  chats: SourceChats | null
  talks: SourceTalks | null
  variables: SourceVariables | null
  activities: SourceActivities | null
  /** Resets to the initial state: clears cached data of the upstream and any backoff. */
  reset: () => void
  close: () => Promise<void>
}

/**
 * The part of a source that a request requires; throws `UnsupportedError` if the source does not
 * have it.
 */
export function requirePart<Part>(part: Part | null, what: string): Part {
  if (part === null) throw new UnsupportedError(what, 'this source does not support it')
  return part
}
