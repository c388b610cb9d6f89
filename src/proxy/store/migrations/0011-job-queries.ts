import type { Migrating } from '#proxy/store/migration-database.ts'

/** What the contacts of a job have to match when they are written, and how many did not. */
export async function addJobQueries(db: Migrating): Promise<void> {
  await db.schema.alterTable('jobs').addColumn('query', 'text').execute()
  for (const name of ['skipped', 'is_unchecked'])
    await db.schema
      .alterTable('jobs')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
}
