import { sql } from 'kysely'
import type { Migrating } from '#proxy/store/migration-database.ts'
import type { Store } from '#proxy/store/state-store.ts'

/**
 * The audit log. Its entries are never changed, and deleted only when they are older than the
 * retention says: the database itself refuses anything else.
 */
export async function createAudit(db: Migrating, dialect: Store['dialect']): Promise<void> {
  const isSqlite = dialect === 'sqlite'
  await db.schema
    .createTable('audit_entries')
    .addColumn('id', isSqlite ? 'integer' : 'bigserial', (column) =>
      isSqlite ? column.primaryKey().autoIncrement() : column.primaryKey(),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text')
    .addColumn('contact_id', 'bigint')
    .addColumn('contact_name', 'text')
    .addColumn('subject', 'text')
    .addColumn('job_id', 'text')
    .addColumn('line', 'integer')
    .addColumn('is_inline', 'integer', (column) => column.notNull())
    .addColumn('retry_of', 'text')
    .addColumn('undo_of', 'text')
    .addColumn('undone_actor', 'text')
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('is_first', 'integer', (column) => column.notNull())
    .addColumn('send_key', 'text', (column) => column.unique())
    .execute()
  const indexes: [string, string[]][] = [
    ['audit_by_time', ['at', 'id']],
    ['audit_of_jobs', ['is_first', 'at', 'id']],
    ['audit_by_actor', ['actor_id', 'at', 'id']],
    ['audit_by_contact', ['source_id', 'contact_id', 'at', 'id']],
    ['audit_by_row', ['job_id', 'line']],
    ['audit_by_retry', ['retry_of', 'line']],
  ]
  for (const [name, columns] of indexes)
    await db.schema.createIndex(name).on('audit_entries').columns(columns).execute()

  await db.schema
    .createTable('audit_retention')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('ms', 'bigint', (column) => column.notNull())
    .execute()
  await (isSqlite ? protectInSqlite(db) : protectInPostgres(db))

  await db.schema.alterTable('jobs').addColumn('actor_address', 'text').execute()
}

const reason = 'entries of the audit log are neither changed nor deleted'

async function protectInSqlite(db: Migrating): Promise<void> {
  await sql`
    create trigger audit_no_update before update on audit_entries
    begin select raise(abort, ${sql.lit(reason)}); end`.execute(db)
  await sql`
    create trigger audit_no_delete before delete on audit_entries
    when not coalesce(old.at < cast(unixepoch('subsec') * 1000 as integer)
      - (select ms from audit_retention where id = 1), 0)
    begin select raise(abort, ${sql.lit(reason)}); end`.execute(db)
}

async function protectInPostgres(db: Migrating): Promise<void> {
  await sql`
    create function audit_refuse() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if old.at < (extract(epoch from clock_timestamp()) * 1000)::bigint
          - (select ms from audit_retention where id = 1) then
          return old;
        end if;
      end if;
      raise exception ${sql.lit(reason)};
    end $$`.execute(db)
  await sql`
    create trigger audit_no_change before update or delete on audit_entries
    for each row execute function audit_refuse()`.execute(db)
  await sql`
    create trigger audit_no_truncate before truncate on audit_entries
    for each statement execute function audit_refuse()`.execute(db)
}
