import { sql, type Kysely } from 'kysely'
import { talksTables, type TalksTable } from './talks-table.ts'

/** The version of the tables and of what is derived from the source's rows. */
export const mirrorVersion = 8

/** The tables of a mirror, one file per source. */
export type MirrorTables = {
  meta: { key: string; value: string }
  contacts: ContactsTable
  /**
   * Apart from the columns that queries scan: the row of the source's list as JSON, and the row of our
   * own list made of it, see `contact-json.ts`.
   */
  bodies: { id: number; body: string; contact: string }
  /**
   * Folded texts that are not in the indexes of words yet: of contacts by their IDs, of the names of
   * companies by their negative IDs.
   */
  texts: { id: number; text: string }
  items: ItemsTable
  talks: TalksTable
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
  group_id: number | null
  group_key: string | null
  account_id: number | null
  /** Numbers of different items. */
  phones: number
  emails: number
  tags: number
  /** Numbers of linked entities; null for none. */
  leads: number | null
  customers: number | null
  elements: number | null
  /** Number of chats; null until it was read. They are read apart from the row. */
  chats: number | null
  /** The reading that the row is from: an older one does not replace it. */
  sequence: number
  /** The full scan that has last seen the row. */
  scan: number
}

/**
 * The items of fields, of attributes without columns, phones, e-mails and tags in the form in which conditions compare them.
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
  leads: -6,
  customers: -7,
  elements: -8,
  bot: -9,
  messenger: -10,
  username: -12,
  unsubscribedAt: -13,
  /** Attributes that are not known of a contact: their keys. */
  unknown: -14,
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
  'group_key',
  'leads',
  'customers',
  'elements',
  'chats',
]

/** Words of a database for its columns, and for the end of a table whose rows are in the order of a key. */
type ColumnWords = { text: string; integer: string; inKeyOrder: string }

/** The tables that both databases have, apart from those of words and the keys of items. */
export const commonTables = ({ text, integer, inKeyOrder }: ColumnWords): string[] => [
  `create table meta (key ${text} primary key, value ${text} not null)${inKeyOrder}`,
  `create table contacts (
    id ${integer} primary key,
    name ${text} not null, name_key ${text},
    first_name ${text} not null, first_name_key ${text},
    last_name ${text} not null, last_name_key ${text},
    phones_key ${text}, emails_key ${text}, tags_key ${text},
    company_id ${integer}, company_key ${text},
    responsible_id ${integer}, responsible_key ${text},
    created_by_id ${integer}, created_by_key ${text},
    updated_by_id ${integer}, updated_by_key ${text},
    created_at ${integer}, updated_at ${integer}, next_task_at ${integer},
    group_id ${integer}, group_key ${text}, account_id ${integer},
    phones ${integer} not null, emails ${integer} not null, tags ${integer} not null,
    leads ${integer}, customers ${integer}, elements ${integer}, chats ${integer},
    sequence ${integer} not null, scan ${integer} not null)`,
  // Rows are added in the order of IDs, so that nothing is moved.
  `create table bodies (id ${integer} primary key, contact ${text} not null, body ${text} not null)`,
  `create table field_keys (
    contact_id ${integer} not null, field_id ${integer} not null, sort_key ${text},
    primary key (contact_id, field_id))${inKeyOrder}`,
  // Companies are named while the copy is filled.
  'create index contacts_company_id on contacts (company_id)',
  `create table names (
    kind ${text} not null, id ${integer} not null, name ${text} not null, folded ${text} not null,
    primary key (kind, id))${inKeyOrder}`,
  ...talksTables({ text, integer }),
]

const definition = [
  ...commonTables({ text: 'text', integer: 'integer', inKeyOrder: ' without rowid' }),
  'create table texts (id integer primary key, text text not null)',
  `create table items (
    contact_id integer not null, attribute integer not null, value text not null, label text,
    primary key (contact_id, attribute, value)) without rowid`,
  // Parts of words of three characters and more, and the beginnings of words with fewer: of folded
  // texts, so that nothing is folded again.
  `create virtual table search using fts5(
    text, tokenize = 'trigram case_sensitive 1', content = '', contentless_delete = 1)`,
  `create virtual table search_begins using fts5(
    text, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none)`,
]

/** Whether there are items is read of the index of their key. */
const counted: Record<string, string[]> = {
  phones_key: ['phones'],
  emails_key: ['emails'],
  tags_key: ['tags'],
}

/**
 * Created after the first full scan: sorting all rows once takes a fraction of adding each to every
 * index.
 */
export const commonIndexes = [
  ...sorted.map(
    (column) =>
      `contacts_${column} on contacts (${[column, 'id', ...(counted[column] ?? [])].join(', ')})`,
  ),
  ...['responsible_id', 'created_by_id', 'updated_by_id', 'group_id'].map(
    (column) => `contacts_${column} on contacts (${column})`,
  ),
  'field_keys_sort on field_keys (field_id, sort_key, contact_id)',
]
const indexes = [
  ...commonIndexes,
  'items_value on items (attribute, value, contact_id, label)',
  // The table has the same order, with rows of 300 bytes in between.
  'contacts_ids on contacts (id)',
]

export const searchTables = ['search', 'search_begins'] as const

/** Creates one index after another, which takes seconds where there are many contacts. */
export async function createMirrorIndexes(db: Kysely<MirrorTables>): Promise<void> {
  for (const index of indexes) await sql.raw(`create index if not exists ${index}`).execute(db)
}

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
