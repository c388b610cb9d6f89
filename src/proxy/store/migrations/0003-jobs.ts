import type { Migrating } from '#proxy/store/migration-database.ts'

const outcomes = [
  'created',
  'changed',
  'unchanged',
  'refused',
  'conflict',
  'unknown',
  'cancelled',
] as const

export async function createJobs(db: Migrating): Promise<void> {
  let jobs = db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('title', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('shared', 'text')
    .addColumn('tag', 'text')
    .addColumn('undo_of', 'text')
    .addColumn('retry_of', 'text')
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('waiting', 'text')
    .addColumn('waiting_until', 'bigint')
    .addColumn('is_cancelled', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
    .addUniqueConstraint('jobs_key', ['source_id', 'key'])
  for (const outcome of outcomes)
    jobs = jobs.addColumn(outcome, 'integer', (column) => column.notNull().defaultTo(0))
  await jobs.execute()
  await db.schema
    .createIndex('jobs_by_state')
    .on('jobs')
    .columns(['source_id', 'state', 'created_at'])
    .execute()

  await db.schema
    .createTable('job_parts')
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addColumn('part', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('job_parts_key', ['job_id', 'part'])
    .execute()

  await db.schema
    .createTable('job_rows')
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addColumn('line', 'integer', (column) => column.notNull())
    .addColumn('contact_id', 'bigint')
    .addColumn('name', 'text')
    .addColumn('input', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('result', 'text')
    .addColumn('base', 'text')
    .addColumn('after', 'text')
    .addColumn('chunk', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('mark_id', 'bigint')
    .addColumn('mark_at', 'bigint')
    .addColumn('retried_by', 'text')
    .addPrimaryKeyConstraint('job_rows_key', ['job_id', 'line'])
    .execute()
  await db.schema
    .createIndex('job_rows_by_outcome')
    .on('job_rows')
    .columns(['job_id', 'outcome', 'line'])
    .execute()
  await db.schema
    .createIndex('job_rows_by_contact')
    .on('job_rows')
    .columns(['job_id', 'contact_id'])
    .execute()
  // Used to check whether a contact is the result of a row already.
  await db.schema
    .createIndex('job_rows_by_created')
    .on('job_rows')
    .columns(['outcome', 'contact_id'])
    .execute()

  await db.schema
    .createTable('job_leases')
    .addColumn('source_id', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
}
