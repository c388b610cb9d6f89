import type { Migrating } from '#proxy/store/migration-database.ts'

/** What users have chosen for the local copies of sources. */
export async function createMirrorChoices(db: Migrating): Promise<void> {
  await db.schema
    .createTable('mirror_choices')
    .addColumn('source_id', 'text', (column) => column.primaryKey())
    .addColumn('choice', 'text', (column) => column.notNull())
    .execute()
}
