import type { Account } from '#contract/api/account.ts'
import type { ChatLinkResult, ChatList } from '#contract/api/chats.ts'
import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/api/fields.ts'
import type { LinkedCustomer, LinkedElement, LinkedLead } from '#contract/api/linked.ts'
import type { Source as SourceInfo } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import type { ContactDraft, ContactPatch, Link, WriteResult } from '#contract/api/writes.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

type Priced<T> = { items: T[]; currency: string | null }

/** What hangs on a contact, by ids; `companies` holds one at most. */
export type ContactLinks = {
  leads: number[]
  customers: number[]
  companies: number[]
  catalogElements: { id: number; catalog: number | null; quantity: number | null }[]
}

/** A contact read for a write: `readAt` (our clock, milliseconds) is from before the reading. */
export type SourceSnapshot = { detail: ContactDetail; links: ContactLinks; readAt: number }

/** A moment in the life of a source: contacts with higher ids were created after it. */
export type CreationCursor = {
  id: number
  /** Milliseconds by our clock, less what the source's clock may be behind it. */
  at: number
}

/** How to find out what became of a create that got no clear answer. */
export type CreationLookup = {
  /** The mark of now; one request. */
  cursor: (call: Call) => Promise<CreationCursor>
  /**
   * The contacts created since, a page at a time, in any order and perhaps some twice; those that
   * somebody else created are left out. Rejects where it cannot be told whether these are all.
   */
  createdSince: (cursor: CreationCursor, call: Call) => AsyncIterable<ContactDetail[]>
}

/** The links of one contact to make or to take off. */
export type LinkWrite = { contactId: number; links: Link[] }

/** A chat and the contact it belongs to. */
export type LinkedChat = { chat: string; contact: number; linkId: number }

export type ChatWriteResult =
  | { status: 'linked'; linkId: number }
  | Extract<ChatLinkResult, { status: 'rejected' | 'skipped' }>

/**
 * One upstream account behind our own words. Every method rejects with `SourceError` when the
 * upstream fails and with `UnsupportedError` when asked for what `info.capabilities` does not name.
 */
export type Source = {
  info: SourceInfo
  listContacts: (query: ContactQuery, call: Call) => Promise<ContactPage>
  /** Undefined where the source has no such contact or hides it. */
  getContact: (id: number, call: Call) => Promise<ContactDetail | undefined>
  getAccount: (call: Call) => Promise<Account>
  listUsers: (call: Call) => Promise<User[]>
  listFields: (call: Call) => Promise<FieldDefinition[]>
  /** What hangs on a contact, by name; undefined where there is no such contact. */
  listLeads: (contactId: number, call: Call) => Promise<Priced<LinkedLead> | undefined>
  listCustomers: (contactId: number, call: Call) => Promise<Priced<LinkedCustomer> | undefined>
  listElements: (contactId: number, call: Call) => Promise<{ items: LinkedElement[] } | undefined>
  /**
   * One request to the upstream, or one for each contact where `writes.batch` is 1; as many results
   * as contacts, in their order. A write without an answer rejects with `mayHaveHappened` set.
   */
  createContacts: (drafts: ContactDraft[], call: Call) => Promise<WriteResult[]>
  /**
   * `seen`: the contacts as just read. A source that can tell a stale write refuses one that somebody
   * was faster than, since that reading (code `stale`); others read or trust by themselves.
   */
  editContacts: (
    patches: ContactPatch[],
    call: Call,
    seen?: SourceSnapshot[],
  ) => Promise<WriteResult[]>
  /** Contacts read anew and by id, at most the last of `pageSizes`; those it has not are left out. */
  readContacts: (ids: number[], call: Call) => Promise<SourceSnapshot[]>
  /** Null where the source creates nobody, or whoever is sent twice is one contact all the same. */
  creationLookup: CreationLookup | null
  /** As `editContacts`, for links of many contacts; at most `writes.batch` links in all. */
  linkContacts: (writes: LinkWrite[], call: Call, seen?: SourceSnapshot[]) => Promise<WriteResult[]>
  unlinkContacts: (
    writes: LinkWrite[],
    call: Call,
    seen?: SourceSnapshot[],
  ) => Promise<WriteResult[]>
  link: (contactId: number, links: Link[], call: Call) => Promise<void>
  unlink: (contactId: number, links: Link[], call: Call) => Promise<void>
  /** By one of both, up to 250, with the names of their contacts. */
  findChats: (by: { chats?: string[]; contacts?: number[] }, call: Call) => Promise<ChatList>
  /** Whose these chats are; those of nobody are left out. */
  readChats: (chats: string[], call: Call) => Promise<LinkedChat[]>
  /** One request, all or nothing: ties each chat to its contact, away from any other. */
  linkChats: (items: { chat: string; contact: number }[], call: Call) => Promise<ChatWriteResult[]>
  setStatus: (contactId: number, status: string, call: Call) => Promise<void>
  setVariable: (
    contactId: number,
    variable: { name: string; value: string; isDeletable: boolean },
    call: Call,
  ) => Promise<void>
  deleteVariable: (contactId: number, name: string, call: Call) => Promise<void>
  /** As if just made: what was learnt of the upstream is forgotten, and no rest it asked for is kept. */
  reset: () => void
  close: () => Promise<void>
}
