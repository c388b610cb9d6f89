import { sql, type Kysely, type SelectQueryBuilder } from 'kysely'
import type { AuditAction, AuditEntry, AuditFilter, AuditQuery } from '#contract/api/audit.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { AuditRow } from './audit-rows.ts'
import { toEntry, toIso } from './stored-entry.ts'

type Db = Kysely<Tables>
type Query<T> = SelectQueryBuilder<Tables, 'audit_entries', T>

/** Up to this many entries are counted, which takes milliseconds. */
export const maxCounted = 10_000

/** Entries of contacts that were replaced when the demo was started over are about other contacts. */
const restart = 'demoRestart'

export const createAuditReads = (db: Db) => ({
  async page({ view, cursor, size, ...filter }: AuditQuery) {
    const wanted = matching(db.selectFrom('audit_entries'), filter, view)
    const rows = await newestFirst(after(wanted.selectAll(), cursor))
      .limit(size + 1)
      .execute()
    const shown = rows.slice(0, size)
    const entries = await withResolutions(db, shown)
    return {
      items: view === 'jobs' ? await withTotals(db, entries) : entries,
      next: rows.length > size ? cursorOf(shown.at(-1)) : null,
      total: await count(db, filter, view),
    }
  },

  /** All entries that match, newest first. */
  async *all(filter: AuditFilter): AsyncIterable<AuditEntry[]> {
    for (let cursor: string | undefined; ;) {
      const wanted = matching(db.selectFrom('audit_entries'), filter, 'all')
      const rows = await newestFirst(after(wanted.selectAll(), cursor)).limit(500).execute()
      if (rows.length === 0) return
      yield rows.map(toEntry)
      cursor = cursorOf(rows.at(-1)) ?? undefined
    }
  },

  /** What was changed of a contact. */
  async history(source: string, contact: number, cursor: string | undefined, size: number) {
    const wanted = matching(db.selectFrom('audit_entries'), { source, contact }, 'all')
    const rows = await newestFirst(after(wanted.selectAll(), cursor))
      .where(
        'id',
        '>',
        sql<number>`coalesce((select max(id) from audit_entries where source_id = ${source}
          and action = ${restart}), 0)`,
      )
      .limit(size + 1)
      .execute()
    const shown = rows.slice(0, size)
    const stored = await storedJobs(db, shown)
    const entries = await withResolutions(db, shown)
    return {
      items: entries.map((entry) => ({
        ...entry,
        canUndo:
          entry.outcome === 'done' && undoable.has(entry.action) && stored.has(entry.job?.id ?? ''),
      })),
      next: rows.length > size ? cursorOf(shown.at(-1)) : null,
    }
  },

  /** Everybody in the log; goes from one ID to the next by the index. */
  async people() {
    const { rows } = await sql<{ id: string; name: string }>`
      with recursive people (id) as (
        select min(actor_id) from audit_entries
        union all
        select (select min(actor_id) from audit_entries where actor_id > people.id)
        from people where people.id is not null
      )
      select people.id as id, (
        select actor_name from audit_entries where actor_id = people.id
        order by at desc, id desc limit 1
      ) as name
      from people where people.id is not null`.execute(db)
    return rows.toSorted((a, b) => a.name.localeCompare(b.name))
  },
})

/** A status has no value before, and a contact that was created cannot be deleted. */
const undoable = new Set<AuditAction>([
  'contactEdit',
  'contactLink',
  'chatLink',
  'variableSet',
  'undo',
])

/** The jobs whose journals are stored. */
async function storedJobs(db: Db, rows: AuditRow[]): Promise<Set<string>> {
  const ids = [...new Set(rows.flatMap(({ job_id: id }) => id ?? []))]
  if (ids.length === 0) return new Set()
  const jobs = await db.selectFrom('jobs').select('id').where('id', 'in', ids).execute()
  return new Set(jobs.map(({ id }) => id))
}

function matching<T>(query: Query<T>, filter: AuditFilter, view: AuditQuery['view']): Query<T> {
  const { from, to, person, action, outcome, source, contact, job } = filter
  let wanted = query
  if (view === 'jobs') wanted = wanted.where('is_first', '=', 1)
  if (from !== undefined) wanted = wanted.where('at', '>=', Date.parse(from))
  if (to !== undefined) wanted = wanted.where('at', '<', Date.parse(to))
  if (person !== undefined) wanted = wanted.where('actor_id', '=', person)
  if (action !== undefined) wanted = wanted.where('action', '=', action)
  if (outcome !== undefined) wanted = wanted.where('outcome', '=', outcome)
  if (source !== undefined) wanted = wanted.where('source_id', '=', source)
  if (contact !== undefined) wanted = wanted.where('contact_id', '=', contact)
  if (job !== undefined) wanted = wanted.where('job_id', '=', job)
  return wanted
}

const newestFirst = <T>(query: Query<T>): Query<T> =>
  query.orderBy('at', 'desc').orderBy('id', 'desc')

function after<T>(query: Query<T>, cursor: string | undefined): Query<T> {
  if (cursor === undefined) return query
  const [at = 0, id = 0] = cursor.split('.').map(Number)
  return query.where((eb) =>
    eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]),
  )
}

const cursorOf = (row: AuditRow | undefined): string | null => (row ? `${row.at}.${row.id}` : null)

async function count(db: Db, filter: AuditFilter, view: AuditQuery['view']) {
  const some = matching(db.selectFrom('audit_entries'), filter, view).select('id')
  const { total } = await db
    .selectFrom(some.limit(maxCounted + 1).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total) > maxCounted ? null : Number(total)
}

/** Adds to unknown writes what became of them, in their job or in one that retried it. */
async function withResolutions(db: Db, rows: AuditRow[]): Promise<AuditEntry[]> {
  const open = rows.filter(({ outcome, job_id: job }) => outcome === 'unknown' && job !== null)
  const later = open.length === 0 ? [] : await laterEntries(db, open)
  return rows.map((row) => {
    const entry = toEntry(row)
    if (entry.outcome !== 'unknown') return entry
    const found = later.find(
      (one) =>
        one.id > row.id &&
        one.line === row.line &&
        (one.job_id === row.job_id || one.retry_of === row.job_id),
    )
    const { outcome } = found ? toEntry(found) : entry
    return {
      ...entry,
      resolution: found ? { at: toIso(found.at), outcome, contactId: found.contact_id } : null,
    }
  })
}

function laterEntries(db: Db, open: AuditRow[]): Promise<AuditRow[]> {
  const jobs = [...new Set(open.flatMap(({ job_id: job }) => job ?? []))]
  const lines = [...new Set(open.flatMap(({ line }) => line ?? []))]
  return db
    .selectFrom('audit_entries')
    .selectAll()
    .where((eb) => eb.or([eb('job_id', 'in', jobs), eb('retry_of', 'in', jobs)]))
    .where('line', 'in', lines)
    .where('outcome', '<>', 'unknown')
    .orderBy('id')
    .execute()
}

/** Adds to the first entries of jobs how many rows the job has written, and how they ended. */
async function withTotals(db: Db, entries: AuditEntry[]): Promise<AuditEntry[]> {
  const jobs = entries.flatMap(({ job }) => job?.id ?? [])
  if (jobs.length === 0) return entries
  const { rows: totals } = await sql<{
    job: string
    total: number
    unknown: number
    lastAt: number
  }>`
    select newest.job_id as job, count(*) as total, max(newest.at) as "lastAt",
      sum(case when entry.outcome = 'unknown' then 1 else 0 end) as unknown
    from (
      select job_id, line, max(id) as id, max(at) as at from audit_entries
      where job_id in (${sql.join([...new Set(jobs)])}) group by job_id, line
    ) as newest join audit_entries as entry on entry.id = newest.id
    group by newest.job_id`.execute(db)
  const byJob = new Map(totals.map((row) => [row.job, row]))
  return entries.map((entry) => {
    const found = entry.job && byJob.get(entry.job.id)
    if (!found) return entry
    return {
      ...entry,
      entries: {
        total: Number(found.total),
        unknown: Number(found.unknown),
        lastAt: toIso(Number(found.lastAt)),
      },
    }
  })
}
