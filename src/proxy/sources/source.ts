import type { Account } from '#contract/api/account.ts'
import type { ChatLinkResult, ChatList } from '#contract/api/chats.ts'
import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { LinkedCustomer, LinkedElement, LinkedLead } from '#contract/api/linked.ts'
import type { Source as SourceInfo } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactCreate, ContactWrite, LinkWrite, WriteResult } from './contact-write.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

type Priced<T> = { items: T[]; currency: string | null }

/** The entities linked to a contact, by id; `companies` holds one at most. */
export type ContactLinks = {
  leads: number[]
  customers: number[]
  companies: number[]
  catalogElements: { id: number; catalog: number | null; quantity: number | null }[]
}

/** A contact read for a write: `readAt` (the source's clock, milliseconds) is from before the read. */
export type SourceSnapshot = { detail: ContactDetail; links: ContactLinks; readAt: number }

/** Contacts by id; `unreadable` are there, or may be, and came in a way that nobody can read. */
export type ContactsRead = { snapshots: SourceSnapshot[]; unreadable: number[] }

/** What was read of each contact; those that the source has not are left out. */
export const snapshotsById = ({ snapshots, unreadable }: ContactsRead) =>
  new Map<number, SourceSnapshot | 'unreadable'>([
    ...unreadable.map((id) => [id, 'unreadable'] as const),
    ...snapshots.map((snapshot) => [snapshot.detail.id, snapshot] as const),
  ])

/** A point in time of a source: contacts with higher ids were created after it. */
export type CreationCursor = {
  id: number
  /** Milliseconds by the source's clock, minus what we may be wrong about it. */
  at: number
}

/** How to determine the outcome of a create that got no clear answer. */
export type CreationLookup = {
  /**
   * The current cursor; a few requests. `ownId`: the newest contact we know to have created, 0 where
   * there is none; it spares nothing but helps where the newest contact cannot be asked for.
   */
  cursor: (call: Call, ownId?: number) => Promise<CreationCursor>
  /**
   * The contacts created since, page by page, in any order and possibly with duplicates; contacts of
   * other users are left out. Rejects where the source contradicts itself.
   */
  createdSince: (cursor: CreationCursor, call: Call) => AsyncIterable<CreatedPage>
}

/** `unreadable`: how many more may have been created, and could not be read; 1 where nobody knows. */
export type CreatedPage = { contacts: ContactDetail[]; unreadable: number }

/** A chat and the contact it belongs to. */
export type LinkedChat = { chat: string; contact: number; linkId: number }

export type ChatWriteResult =
  | { status: 'linked'; linkId: number }
  | Extract<ChatLinkResult, { status: 'rejected' | 'skipped' }>

/** What every source has. */
export type SourceReader = {
  listContacts: (query: ContactQuery, call: Call) => Promise<ContactPage>
  /** Undefined where the source has no such contact or hides it. */
  getContact: (id: number, call: Call) => Promise<ContactDetail | undefined>
  /** Contacts read anew and by id, at most the last of `pageSizes`; those it has not are left out. */
  readContacts: (ids: number[], call: Call) => Promise<ContactsRead>
  getAccount: (call: Call) => Promise<Account>
  listUsers: (call: Call) => Promise<User[]>
  listFields: (call: Call) => Promise<FieldDefinition[]>
}

/**
 * One request to the upstream, or one for each contact where `writes.batch` is 1; as many results as
 * contacts, in their order. A write without an answer rejects with `mayHaveHappened` set.
 */
export type SourceWriter = {
  createContacts: (drafts: ContactCreate[], call: Call) => Promise<WriteResult[]>
  /**
   * `seen`: the contacts as just read. A source that can tell a stale write rejects one that somebody
   * was faster than since that reading (code `stale`); others read or trust by themselves.
   */
  editContacts: (
    writes: ContactWrite[],
    call: Call,
    seen: SourceSnapshot[],
  ) => Promise<WriteResult[]>
  /** Null where whoever is sent twice is one contact all the same, or nobody can be looked for. */
  creationLookup: CreationLookup | null
}

/** Entities linked to contacts: by name to be shown, by id to be linked. */
export type SourceLinker = {
  /** Undefined where there is no such contact; null: the source links no such entities. */
  listLeads: ((contactId: number, call: Call) => Promise<Priced<LinkedLead> | undefined>) | null
  listCustomers:
    | ((contactId: number, call: Call) => Promise<Priced<LinkedCustomer> | undefined>)
    | null
  listElements:
    | ((contactId: number, call: Call) => Promise<{ items: LinkedElement[] } | undefined>)
    | null
  /** For links of many contacts; at most `writes.batch` links in all. */
  linkContacts: (writes: LinkWrite[], call: Call, seen: SourceSnapshot[]) => Promise<WriteResult[]>
  unlinkContacts: (
    writes: LinkWrite[],
    call: Call,
    seen: SourceSnapshot[],
  ) => Promise<WriteResult[]>
}

export type SourceChats = {
  /** By one of both, up to 250, with the names of their contacts. */
  findChats: (by: { chats?: string[]; contacts?: number[] }, call: Call) => Promise<ChatList>
  /** The links of these chats; chats without a contact are left out, `unreadable` ones may have one. */
  readChats: (chats: string[], call: Call) => Promise<Map<string, LinkedChat | 'unreadable'>>
  /** One request, all or nothing: links each chat to its contact, replacing its current one. */
  linkChats: (items: { chat: string; contact: number }[], call: Call) => Promise<ChatWriteResult[]>
}

/** What a chat bot keeps of its contacts besides their values. */
/** A variable that a bot keeps of a contact. */
export type ContactVariable = { name: string; value: string; isDeletable: boolean }

export type SourceVariables = {
  readVariables: (contactId: number, call: Call) => Promise<ContactVariable[]>
  setStatus: (contactId: number, status: string, call: Call) => Promise<void>
  setVariable: (contactId: number, variable: ContactVariable, call: Call) => Promise<void>
  deleteVariable: (contactId: number, name: string, call: Call) => Promise<void>
}

/**
 * One upstream account in our own words, in parts: a part is null where the source has none, and the
 * capabilities are derived from what is there. Every method rejects with `SourceError` when the
 * upstream fails and with `UnsupportedError` when asked for what `info.capabilities` does not name.
 */
export type Source = {
  info: SourceInfo
  reader: SourceReader
  writer: SourceWriter | null
  linker: SourceLinker | null
  chats: SourceChats | null
  variables: SourceVariables | null
  /** Events, notes and tasks; no source tells them yet. */
  activities: null
  /** As if just made: what was learnt of the upstream is forgotten, and no backoff is kept. */
  reset: () => void
  close: () => Promise<void>
}

/** The part of a source that a request needs; throws `UnsupportedError` where there is none. */
export function requirePart<Part>(part: Part | null, what: string): Part {
  if (part === null) throw new UnsupportedError(what, 'this source cannot do it')
  return part
}
