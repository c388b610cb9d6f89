import type { Migrating } from '#proxy/store/migration-database.ts'

/** What the proxy that writes a local copy is still to do with it. */
export async function createMirrorRequests(db: Migrating): Promise<void> {
  await db.schema
    .createTable('mirror_requests')
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mirror_requests_key', ['source_id', 'request'])
    .execute()
}
