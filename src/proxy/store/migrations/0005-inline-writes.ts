import type { Migrating } from '#proxy/store/migration-database.ts'

/** Invalid rows are counted separately; single writes are journalled like jobs. */
export async function addInlineWrites(db: Migrating): Promise<void> {
  const add = (name: string, type: 'text' | 'bigint') =>
    db.schema.alterTable('jobs').addColumn(name, type).execute()
  const addCount = (name: string) =>
    db.schema
      .alterTable('jobs')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  await addCount('invalid')
  await add('actor_id', 'text')
  await add('actor_name', 'text')
  await addCount('is_inline')
  await add('inline_until', 'bigint')
  // A list of jobs must not read the journals of single writes.
  await db.schema
    .createIndex('jobs_by_age')
    .on('jobs')
    .columns(['source_id', 'is_inline', 'created_at'])
    .execute()
  await db.schema
    .createTable('create_keys')
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addColumn('line', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('create_keys_key', ['source_id', 'key'])
    .execute()
  await db.schema.createIndex('create_keys_by_job').on('create_keys').column('job_id').execute()
}
