import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/api/fields.ts'
import type { LinkedCustomer, LinkedElement, LinkedLead } from '#contract/api/linked.ts'
import type { Source as SourceInfo } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'

type Priced<T> = { items: T[]; currency: string | null }

/**
 * One upstream account behind our own words. Every method rejects with `SourceError` when the
 * upstream fails and with `UnsupportedError` when asked for what `info.capabilities` does not name.
 */
export type Source = {
  info: SourceInfo
  listContacts: (query: ContactQuery) => Promise<ContactPage>
  /** Undefined where the source has no such contact or hides it. */
  getContact: (id: number) => Promise<ContactDetail | undefined>
  listUsers: () => Promise<User[]>
  listFields: () => Promise<FieldDefinition[]>
  /** What hangs on a contact, by name; undefined where there is no such contact. */
  listLeads: (contactId: number) => Promise<Priced<LinkedLead> | undefined>
  listCustomers: (contactId: number) => Promise<Priced<LinkedCustomer> | undefined>
  listElements: (contactId: number) => Promise<{ items: LinkedElement[] } | undefined>
  close: () => Promise<void>
}
