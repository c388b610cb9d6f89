import type { Kysely, RawBuilder } from 'kysely'
import type { MirrorTables } from './mirror-tables.ts'

export type Sql = RawBuilder<unknown>

/** A value that columns are compared with. */
export type Bound = string | number
export type Comparison = '>=' | '<='

export type MirrorDatabase = { db: Kysely<MirrorTables>; dialect: MirrorDialect }

/** In what queries of a mirror differ between SQLite and Postgres; everything else is written once. */
export type MirrorDialect = {
  /** Whether a subject is one of the values, which are all numbers or all texts. */
  isIn: (subject: Sql, values: readonly Bound[]) => Sql
  isCompared: (subject: Sql, comparison: Comparison, bound: Bound) => Sql
  /** The same of the value of an item `i`, by the index of values. */
  itemIsIn: (values: readonly string[]) => Sql
  itemIsCompared: (comparison: Comparison, bound: Bound) => Sql
  /** Where a text begins in another one, from 1; 0 if it does not occur. */
  positionIn: (subject: Sql, text: string) => Sql
  /** Whether the contact `c` is in each of the lists of IDs; null where several tests do as well. */
  inAllOf: ((lists: readonly Sql[]) => Sql) | null
  /**
   * Tests that a contact `c` passes whose name has all of the parts, at least three characters each:
   * others may pass as well. None where reading the names is as fast.
   */
  nameHints: (parts: string[]) => Sql[]
  /** Rows `j` of IDs (`value`) and their places (`key`). */
  listed: (ids: readonly number[]) => Sql
  /** The IDs of a query in its order, as JSON. */
  idsAsJson: (query: Sql) => Sql
  /** Of a query with all rows. */
  noLimit: Sql
  /** Between two tables of which the first one gives the order. */
  joinToFirst: Sql
  /** IDs of contacts whose text has all of the parts or one of them, at least three characters each. */
  withParts: (parts: string[], by: 'all' | 'any') => Sql
  /** Those with a word that begins with one or two characters. */
  withBeginning: (text: string) => Sql
  /** IDs of companies whose name has the part, or begins a word with it. */
  companiesWithPart: (part: string) => Sql
  companiesWithBeginning: (text: string) => Sql
  /** Whether the contact `c` is one of these, or of one of these companies. */
  isIdOrOfCompany: (ids: Sql, companies: Sql) => Sql
  /** Begins a transaction that sees the content of one moment. */
  beginReading: Sql
}
