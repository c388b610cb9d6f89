import type { Kysely, Transaction } from 'kysely'
import type { MirrorDatabase } from './mirror-dialect.ts'
import type { MirrorTables } from './mirror-tables.ts'

export type Writing = Transaction<MirrorTables>

type Row = Record<string, string | number | null>
type Rows<Done = void> = (db: Kysely<MirrorTables>, table: string, rows: Row[]) => Promise<Done>

/** Tables of both databases with rows of contacts, and the column that says whose. */
export const contactTables = [
  ['contacts', 'id'],
  ['bodies', 'id'],
  ['texts', 'id'],
  ['items', 'contact_id'],
  ['field_keys', 'contact_id'],
] as const

/** A mirror's database for the one who writes it. */
export type WritableDatabase = MirrorDatabase & {
  /** At the beginning of each transaction; rejects for one who may not write any more. */
  beginWriting: (transaction: Writing) => Promise<void>
  /** Adds rows of the same columns, within a transaction. */
  insert: Rows
  /** The same for rows that may be there already. */
  replace: Rows
  /** `contactTables` and those that only this database has. */
  contactRows: readonly (readonly [table: string, column: string])[]
  /** Those in which words are found. */
  textRows: readonly (readonly [table: string, column: string])[]
  /** Texts in which words are found; until they are indexed they may be kept apart. */
  insertTexts: (
    transaction: Writing,
    texts: { id: number; text: string }[],
    isIndexed: boolean,
  ) => Promise<void>
  /** Creates what queries need, after the first full scan, apart from that of texts. */
  createIndexes: () => Promise<void>
  /** Indexes the next texts that were kept apart; false if there are none. */
  indexTexts: (transaction: Writing) => Promise<boolean>
  /** After everything is indexed. */
  optimize: () => Promise<void>
}
