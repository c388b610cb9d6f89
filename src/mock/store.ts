import type { Contact } from './store/contact.ts'
import { createChats } from './store/chats.ts'
import { createContacts } from './store/contacts.ts'
import { openDatabase } from './store/database.ts'
import { createDirectory } from './store/directory.ts'
import { createEntityTable } from './store/entity-table.ts'
import { createLinks } from './store/links.ts'
import { entityTables, indexes, tables } from './store/tables.ts'
import { aContact, type NewContact } from './store/new-contact.ts'
import { createTokens } from './store/tokens.ts'

export type StoreOptions = {
  /** A file, or `:memory:`. */
  data?: string
  /** The clock, in milliseconds. */
  now?: () => number
}

/** Everything the pretended upstreams know; all three read and write the same people. */
export function openStore({ data = ':memory:', now = Date.now }: StoreOptions = {}) {
  const db = openDatabase(data)
  // Acknowledged means on disk: a killed process, or machine, loses nothing that was answered.
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536')
  db.exec(tables + entityTables)
  const directory = createDirectory(db)
  const contacts = createContacts(db, directory)
  const seconds = () => Math.floor(now() / 1000)

  const store = {
    db,
    directory,
    contacts,
    links: createLinks(db),
    chats: createChats(db),
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
    meta: (key: string) =>
      db.get<{ value: string }>('select value from meta where key = ?', key)?.value,
    setMeta: (key: string, value: string) =>
      db.run('insert or replace into meta values (?, ?)', key, value),

    /** For tests and demos: a contact with these parts and plain defaults for the rest. */
    addContact(parts: NewContact): Contact {
      return db.transaction(() => {
        const contact = aContact(parts, { id: contacts.nextId(), now: seconds(), directory })
        contacts.add(contact)
        for (const id of parts.leads ?? []) store.linkTo('leads', contact.id, id)
        for (const id of parts.customers ?? []) store.linkTo('customers', contact.id, id)
        return contact
      })
    },
    linkTo: (kind: 'leads' | 'customers', contactId: number, toId: number) =>
      store.links.add({
        contact_id: contactId,
        kind,
        to_id: toId,
        catalog_id: null,
        quantity: null,
        price_id: null,
        is_main: 1,
      }),
    contact: (id: number) => contacts.get(id),
    /** How many contacts a list without filters has. */
    countContacts: () => contacts.count(),
    /** Empties every table; the caller seeds anew. */
    clear() {
      const names = db.all<{ name: string }>(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'contact_search_%'`,
      )
      for (const { name } of names) db.exec(`drop table ${name}`)
      db.exec(tables + entityTables)
      directory.forget()
      contacts.forget()
    },
    close: () => db.close(),
  }
  return store
}
export type Store = ReturnType<typeof openStore>
