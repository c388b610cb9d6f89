import type { Migrating } from '#proxy/store/migration-database.ts'

/** Exports that are being read, and how much of something was used of late. */
export async function createExports(db: Migrating): Promise<void> {
  await db.schema
    .createTable('exports')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('rows', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('exports_by_time').on('exports').column('last_at').execute()
  await db.schema
    .createTable('rate_buckets')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('level', 'double precision', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('is_refused', 'integer', (column) => column.notNull())
    .execute()
}
