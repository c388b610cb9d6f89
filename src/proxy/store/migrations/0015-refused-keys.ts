import type { Migrating } from '#proxy/store/migration-database.ts'

/** API keys that were refused of late, and how often. */
export async function createRefusedKeys(db: Migrating): Promise<void> {
  await db.schema
    .createTable('refused_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('is_known', 'integer', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('owner', 'text')
    .addColumn('problem', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('began_at', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .execute()
}
