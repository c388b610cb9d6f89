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

/** The entities linked to a contact, by id; `companies` holds one at most. */
export type ContactLinks = {
  leads: number[]
  customers: number[]
  companies: number[]
  catalogElements: { id: number; catalog: number | null; quantity: number | null }[]
}

/** A contact read for a write: `readAt` (our clock, milliseconds) is from before the read. */
export type SourceSnapshot = { detail: ContactDetail; links: ContactLinks; readAt: number }

/** A point in time of a source: contacts with higher ids were created after it. */
export type CreationCursor = {
  id: number
  /** Milliseconds by our clock, minus the possible skew of the source's clock. */
  at: number
}

/** How to determine the outcome of a create that got no clear answer. */
export type CreationLookup = {
  /** The current cursor; one request. */
  cursor: (call: Call) => Promise<CreationCursor>
  /**
   * The contacts created since, page by page, in any order and possibly with duplicates; contacts of
   * other users are left out. Rejects where completeness cannot be guaranteed.
   */
  createdSince: (cursor: CreationCursor, call: Call) => AsyncIterable<ContactDetail[]>
}

/** Links of one contact to add or to remove. */
export type LinkWrite = { contactId: number; links: Link[] }

/** A chat and the contact it belongs to. */
export type LinkedChat = { chat: string; contact: number; linkId: number }

export type ChatWriteResult =
  | { status: 'linked'; linkId: number }
  | Extract<ChatLinkResult, { status: 'rejected' | 'skipped' }>

/**
 * One upstream account in terms of the contract. Every method rejects with `SourceError` when the
 * upstream fails and with `UnsupportedError` for what `info.capabilities` does not name.
 */
export type Source = {
  info: SourceInfo
  listContacts: (query: ContactQuery, call: Call) => Promise<ContactPage>
  /** Undefined where the source has no such contact or hides it. */
  getContact: (id: number, call: Call) => Promise<ContactDetail | undefined>
  getAccount: (call: Call) => Promise<Account>
  listUsers: (call: Call) => Promise<User[]>
  listFields: (call: Call) => Promise<FieldDefinition[]>
  /** Linked entities by name; undefined where there is no such contact. */
  listLeads: (contactId: number, call: Call) => Promise<Priced<LinkedLead> | undefined>
  listCustomers: (contactId: number, call: Call) => Promise<Priced<LinkedCustomer> | undefined>
  listElements: (contactId: number, call: Call) => Promise<{ items: LinkedElement[] } | undefined>
  /**
   * One request to the upstream, or one for each contact where `writes.batch` is 1; as many results
   * as contacts, in their order. A write without an answer rejects with `mayHaveHappened` set.
   */
  createContacts: (drafts: ContactDraft[], call: Call) => Promise<WriteResult[]>
  /**
   * `seen`: the contacts as just read. A source that detects stale writes rejects a write after a
   * change since that read (code `stale`); others ignore `seen`.
   */
  editContacts: (
    patches: ContactPatch[],
    call: Call,
    seen?: SourceSnapshot[],
  ) => Promise<WriteResult[]>
  /** Fresh contacts by id, at most the last of `pageSizes`; missing ones are left out. */
  readContacts: (ids: number[], call: Call) => Promise<SourceSnapshot[]>
  /** Null where the source cannot create contacts, or where a repeated create is harmless. */
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
  /** By chats or by contacts, up to 250, with the names of the contacts. */
  findChats: (by: { chats?: string[]; contacts?: number[] }, call: Call) => Promise<ChatList>
  /** The links of these chats; chats without a contact are left out. */
  readChats: (chats: string[], call: Call) => Promise<LinkedChat[]>
  /** One request, all or nothing: links each chat to its contact, replacing its current one. */
  linkChats: (items: { chat: string; contact: number }[], call: Call) => Promise<ChatWriteResult[]>
  setStatus: (contactId: number, status: string, call: Call) => Promise<void>
  setVariable: (
    contactId: number,
    variable: { name: string; value: string; isDeletable: boolean },
    call: Call,
  ) => Promise<void>
  deleteVariable: (contactId: number, name: string, call: Call) => Promise<void>
  /** Clears caches and pauses, as if the source had just been created. */
  reset: () => void
  close: () => Promise<void>
}
