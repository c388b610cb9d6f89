import type { Contact } from '#mock/store/contact.ts'
import { editedContact, type ContactEdit } from '#mock/store/contact-edit.ts'
import { createBotContacts } from '#mock/store/bot-contact-table.ts'
import { createChats } from '#mock/store/chat-table.ts'
import { createContacts } from '#mock/store/contact-store.ts'
import { openDatabase } from '#mock/store/database.ts'
import { createDirectory } from '#mock/store/account-directory.ts'
import { createEntityTable } from '#mock/store/entity-table.ts'
import {
  changesBetween,
  createHistory,
  linkAdded,
  linkRemoved,
  upgradeHistory,
} from '#mock/store/history.ts'
import { createLinks, mainLink, type Link, type LinkKind } from '#mock/store/link-table.ts'
import { entityTables, indexes, tables } from '#mock/store/sql-schema.ts'
import { buildContact, type NewContact } from '#mock/store/new-contact.ts'
import { createTalks } from '#mock/store/talk-table.ts'
import { createTokens } from '#mock/store/tokens.ts'

export type StoreOptions = {
  /** A file, or `:memory:`. */
  data?: string
  /** The clock, in milliseconds. */
  now?: () => number
  /** Written without crash safety, for a file that is discarded unless complete. */
  isDraft?: boolean
  /** What the store in memory contains at first: the result of another store's `serialize`. */
  content?: Uint8Array
}

/** Version 1, used by 0.1, had no `enum` in the values of custom fields. */
const documentFormat = '2'

/** The data of all mock upstreams; both amoCRM dialects read and write the same contacts. */
export function openStore(options: StoreOptions = {}) {
  const { data = ':memory:', now = Date.now, isDraft, content } = options
  const db = openDatabase(data, content)
  db.exec(
    'pragma page_size = 16384; pragma cache_size = -65536; pragma temp_store = memory; pragma mmap_size = 2147418112',
  )
  // Acknowledged writes are on disk: they survive a killed process or machine.
  if (isDraft) db.exec('pragma journal_mode = off; pragma synchronous = off')
  else db.exec('pragma journal_mode = wal; pragma synchronous = full')
  db.exec(tables + entityTables)
  upgradeHistory(db)
  const directory = createDirectory(db)
  const contacts = createContacts(db, directory)
  const seconds = () => Math.floor(now() / 1000)

  const store = {
    db,
    directory,
    contacts,
    links: createLinks(db),
    chats: createChats(db),
    talks: createTalks(db),
    botContacts: createBotContacts(db),
    history: createHistory(db),
    tokens: createTokens(db, directory, seconds),
    leads: createEntityTable(db, 'leads'),
    companies: createEntityTable(db, 'companies'),
    customers: createEntityTable(db, 'customers'),
    catalogs: createEntityTable(db, 'catalogs'),
    elements: createEntityTable(db, 'elements'),
    tasks: createEntityTable(db, 'tasks'),
    notes: createEntityTable(db, 'notes'),

    /** Unix seconds. */
    now: seconds,
    transaction: <T>(work: () => T) => db.transaction(work),
    buildIndexes: () => db.exec(indexes),
    /**
     * Builds the search index in one pass with a large hash, which is much faster than row by row.
     */
    buildSearch() {
      const set = (bytes: number) =>
        db.exec(`insert into contact_search (contact_search, rank) values ('hashsize', ${bytes})`)
      set(64 * 1024 * 1024)
      db.exec(`insert into contact_search (contact_search) values ('rebuild')`)
      set(1024 * 1024)
    },
    meta: (key: string) =>
      db.get<{ value: string }>('select value from meta where key = ?', key)?.value,
    setMeta: (key: string, value: string) =>
      db.run('insert or replace into meta values (?, ?)', key, value),

    /** For tests and seeding: adds a contact with defaults for everything not given. */
    addContact(parts: NewContact): Contact {
      return db.transaction(() => {
        const id = parts.id ?? contacts.nextId()
        const contact = buildContact(parts, { id, now: seconds(), directory })
        contacts.add(contact)
        for (const id of parts.leads ?? []) store.linkTo('leads', contact.id, id)
        for (const id of parts.customers ?? []) store.linkTo('customers', contact.id, id)
        return contact
      })
    },
    linkTo: (kind: 'leads' | 'customers', contactId: number, toId: number) =>
      store.links.add(mainLink(contactId, kind, toId)),
    /** Creates a contact for an API request; `by` is the id of the acting user. */
    createContact(edit: ContactEdit, by: number): Contact {
      return db.transaction(() => {
        const createdAt = edit.created_at ?? seconds()
        const parts = { responsible_user_id: by, created_by: by, created_at: createdAt }
        const blank = buildContact(parts, { id: contacts.nextId(), now: seconds(), directory })
        const context = { directory, now: seconds(), by: edit.created_by ?? by }
        const contact = editedContact(blank, edit, context)
        contacts.add(contact)
        const added = { type: 'contact_added', before: [], after: [{ note: { id: contact.id } }] }
        store.history.record(contact.id, seconds(), contact.created_by, [added])
        return contact
      })
    },
    updateContact(before: Contact, edit: ContactEdit, by: number): Contact {
      return db.transaction(() => {
        const after = editedContact(before, edit, { directory, now: seconds(), by })
        contacts.save(before, after)
        store.history.record(after.id, seconds(), after.updated_by, changesBetween(before, after))
        return after
      })
    },
    /** Links a contact to anything but a company, or changes the link; `updated_at` stays as it is. */
    addLink(link: Link, by: number) {
      const isNew = store.links.get(link.contact_id, link.kind, link.to_id) === undefined
      store.links.add(link)
      if (isNew) store.history.record(link.contact_id, seconds(), by, [linkAdded(link)])
    },
    removeLink(contactId: number, kind: LinkKind, toId: number, by: number) {
      const link = store.links.get(contactId, kind, toId)
      if (!link) return
      store.links.remove(contactId, kind, toId)
      store.history.record(contactId, seconds(), by, [linkRemoved(link)])
    },
    contact: (id: number) => contacts.get(id),
    /** Number of contacts in an unfiltered list. */
    countContacts: () => contacts.count(),
    /** Empties every table; the caller seeds again. */
    clear() {
      const names = db.all<{ name: string }>(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'contact_search_%'`,
      )
      for (const { name } of names) db.exec(`drop table ${name}`)
      db.exec(tables + entityTables)
      store.setMeta('document_format', documentFormat)
      directory.clearCache()
      contacts.clearCache()
      store.chats.clearCache()
      store.botContacts.clearCache()
    },
    serialize: () => db.serialize(),
    close: () => db.close(),
  }
  if (store.meta('seeded')) db.exec(indexes) // a file of an older version lacks some
  if (store.meta('document_format') !== documentFormat) {
    directory.raiseRevision() // stored documents are converted when they are read
    store.setMeta('document_format', documentFormat)
  }
  return store
}
export type Store = ReturnType<typeof openStore>
