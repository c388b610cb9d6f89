import { sql, type Kysely } from 'kysely'

/** The version of the tables and of what is derived from the source's rows. */
export const mirrorVersion = 2

/** The tables of a mirror, one file per source. */
export type MirrorTables = {
  meta: { key: string; value: string }
  contacts: ContactsTable
  /** The row of the source's list as JSON, apart from the columns that queries scan. */
  bodies: { id: number; body: string }
  items: ItemsTable
  /** A row for each filled custom field; the key is null if its value has no order. */
  field_keys: { field_id: number; contact_id: number; sort_key: string | null }
  /** Names of users and companies. */
  names: { kind: 'user' | 'company'; id: number; name: string; folded: string }
}

/** Keys are sort keys of the model, compared as bytes; null is empty. Times are Unix seconds. */
export type ContactsTable = {
  id: number
  name: string
  name_key: string | null
  first_name: string
  first_name_key: string | null
  last_name: string
  last_name_key: string | null
  phones_key: string | null
  emails_key: string | null
  tags_key: string | null
  company_id: number | null
  company_key: string | null
  responsible_id: number | null
  responsible_key: string | null
  created_by_id: number | null
  created_by_key: string | null
  updated_by_id: number | null
  updated_by_key: string | null
  created_at: number | null
  updated_at: number | null
  next_task_at: number | null
  /** The reading that the row is from: an older one does not replace it. */
  sequence: number
  /** The full scan that has last seen the row. */
  scan: number
}

/**
 * The items of fields, phones, e-mails and tags in the form in which conditions compare them.
 * `attribute` is the ID of a field, or one of `itemAttributes`.
 */
export type ItemsTable = {
  attribute: number
  contact_id: number
  value: string
  /** As it is shown; of a tag its folded name, because tags are compared as they are written. */
  label: string | null
}

export const itemAttributes = {
  phones: -1,
  emails: -2,
  tags: -3,
  emailDomains: -4,
  callingCodes: -5,
} as const

const sorted = [
  'name_key',
  'first_name_key',
  'last_name_key',
  'phones_key',
  'emails_key',
  'tags_key',
  'company_key',
  'responsible_key',
  'created_by_key',
  'updated_by_key',
  'created_at',
  'updated_at',
  'next_task_at',
]

const definition = [
  'create table meta (key text primary key, value text not null) without rowid',
  `create table contacts (
    id integer primary key,
    name text not null, name_key text,
    first_name text not null, first_name_key text,
    last_name text not null, last_name_key text,
    phones_key text, emails_key text, tags_key text,
    company_id integer, company_key text,
    responsible_id integer, responsible_key text,
    created_by_id integer, created_by_key text,
    updated_by_id integer, updated_by_key text,
    created_at integer, updated_at integer, next_task_at integer,
    sequence integer not null, scan integer not null)`,
  ...sorted.map((column) => `create index contacts_${column} on contacts (${column}, id)`),
  ...['company_id', 'responsible_id', 'created_by_id', 'updated_by_id'].map(
    (column) => `create index contacts_${column} on contacts (${column})`,
  ),
  'create table bodies (id integer primary key, body text not null)',
  `create table items (
    attribute integer not null, value text not null, contact_id integer not null, label text,
    primary key (attribute, value, contact_id)) without rowid`,
  'create index items_contact on items (contact_id, attribute)',
  `create table field_keys (
    field_id integer not null, contact_id integer not null, sort_key text,
    primary key (field_id, contact_id)) without rowid`,
  'create index field_keys_sort on field_keys (field_id, sort_key, contact_id)',
  'create index field_keys_contact on field_keys (contact_id)',
  `create table names (
    kind text not null, id integer not null, name text not null, folded text not null,
    primary key (kind, id)) without rowid`,
  // Parts of words of three characters and more, and the beginnings of words with fewer.
  `create virtual table search using fts5(
    text, tokenize = 'trigram', content = '', contentless_delete = 1)`,
  `create virtual table search_begins using fts5(
    text, tokenize = 'unicode61 remove_diacritics 0', content = '', contentless_delete = 1,
    prefix = '1 2', detail = none)`,
]

/** Creates the tables of an empty mirror. */
export async function createMirrorTables(db: Kysely<MirrorTables>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const statement of definition) await sql.raw(statement).execute(transaction)
    await transaction
      .insertInto('meta')
      .values({ key: 'version', value: String(mirrorVersion) })
      .execute()
  })
}
