import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/api/fields.ts'
import type { LinkedCustomer, LinkedElement, LinkedLead } from '#contract/api/linked.ts'
import type { Source as SourceInfo } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import type { ContactDraft, ContactPatch, Link, WriteResult } from '#contract/api/writes.ts'
import type { Call } from './call.ts'

type Priced<T> = { items: T[]; currency: string | null }

/**
 * One upstream account behind our own words. Every method rejects with `SourceError` when the
 * upstream fails and with `UnsupportedError` when asked for what `info.capabilities` does not name.
 */
export type Source = {
  info: SourceInfo
  listContacts: (query: ContactQuery, call: Call) => Promise<ContactPage>
  /** Undefined where the source has no such contact or hides it. */
  getContact: (id: number, call: Call) => Promise<ContactDetail | undefined>
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
  editContacts: (patches: ContactPatch[], call: Call) => Promise<WriteResult[]>
  link: (contactId: number, links: Link[], call: Call) => Promise<void>
  unlink: (contactId: number, links: Link[], call: Call) => Promise<void>
  setStatus: (contactId: number, status: string, call: Call) => Promise<void>
  setVariable: (
    contactId: number,
    variable: { name: string; value: string; isDeletable: boolean },
    call: Call,
  ) => Promise<void>
  deleteVariable: (contactId: number, name: string, call: Call) => Promise<void>
  close: () => Promise<void>
}
