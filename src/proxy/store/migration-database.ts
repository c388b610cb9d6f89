import type { Kysely } from 'kysely'
import type { Tables } from './state-tables.ts'

/**
 * What a migration works with: `schema` and `sql` texts, no tables by type, for those of today are not
 * those of its day.
 */
export type Migrating = Pick<Kysely<Tables>, 'schema' | 'getExecutor'>
