import type { Migrating } from '#proxy/store/migration-database.ts'
import type { Store } from '#proxy/store/state-store.ts'

/** Exports that the proxy runs instead of pages that browsers read, and their files where they are shared. */
export async function createExportFiles(db: Migrating, dialect: Store['dialect']): Promise<void> {
  // Pages that a browser reads at this moment name what is not known any more.
  await db.schema.dropTable('exports').execute()
  await db.schema
    .createTable('export_files')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('order_json', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('selected', 'integer')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('progress', 'text', (column) => column.notNull())
    .addColumn('starts', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('export_files_by_actor')
    .on('export_files')
    .columns(['source_id', 'actor_id', 'created_at'])
    .execute()
  if (dialect === 'sqlite') return
  await db.schema
    .createTable('export_chunks')
    .addColumn('export_id', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('export_chunks_pk', ['export_id', 'number'])
    .execute()
}
