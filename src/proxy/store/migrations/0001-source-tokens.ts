import type { Migrating } from '#proxy/store/migration-database.ts'

export async function createSourceTokens(db: Migrating): Promise<void> {
  await db.schema
    .createTable('source_tokens')
    .addColumn('source_id', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('issued_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('revoked_version', 'integer')
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .execute()
}
