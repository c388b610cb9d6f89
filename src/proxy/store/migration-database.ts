import type { Kysely } from 'kysely'
import type { Tables } from './state-tables.ts'

/**
 * The database in a migration: `schema` and `sql` only, without typed tables, because the current
 * types differ from those at the time of the migration.
 */
export type Migrating = Pick<Kysely<Tables>, 'schema' | 'getExecutor'>
