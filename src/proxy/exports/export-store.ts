import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { maxOpenExports, type ExportOrder } from '#contract/api/exports.ts'
import { appendEntries } from '#proxy/audit/audit-rows.ts'
import { localId } from '#proxy/audit/audit-entry.ts'
import { found } from '#proxy/not-found.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { TooManyExportsError } from './export-failure.ts'
import {
  actorIn,
  keepMs,
  listed,
  noProgress,
  toExport,
  type ExportProgress,
  type ListedExport,
  type StoredExport,
} from './stored-export.ts'

export type ExportOwner = { source: string; actor: Actor }

const maxStarts = 5 // then it is the export that ends the proxy
const open = ['waiting', 'running'] as const

const ownerId = ({ id }: Actor): string => id ?? localId

/** Exports in the database, which any process may begin, end and answer for. */
export function createExportStore(store: Store) {
  const { db } = store
  const columns = () => db.selectFrom('export_files').selectAll()

  async function get({ source, actor }: ExportOwner, id: string): Promise<StoredExport> {
    const row = await columns()
      .where('id', '=', id)
      .where('source_id', '=', source)
      .where('actor_id', '=', ownerId(actor))
      .executeTakeFirst()
    return found(row, `export ${id} of yours`)
  }

  /** Nothing of an export can be read without its entry in the audit log. */
  async function insert(trx: Transaction<Tables>, about: ExportOwner, order: ExportOrder) {
    const { source, actor } = about
    const { running } = await trx
      .selectFrom('export_files')
      .select(({ fn }) => fn.countAll<number>().as('running'))
      .where('actor_id', '=', ownerId(actor))
      .where('state', 'in', open)
      .executeTakeFirstOrThrow()
    if (Number(running) >= maxOpenExports) throw new TooManyExportsError()
    const id = randomUUID()
    const values = {
      id,
      source_id: source,
      actor_id: ownerId(actor),
      actor_name: actor.name,
      address: actor.address,
      order_json: JSON.stringify(order),
      name: `${order.name}.${order.format.type}`,
      selected: order.ids?.length ?? null,
      state: 'waiting',
      progress: JSON.stringify(noProgress),
      starts: 0,
      owner: null,
      until: 0,
      bytes: 0,
      created_at: store.now,
      ended_at: null,
    }
    const row = await trx
      .insertInto('export_files')
      .values(values)
      .returningAll()
      .executeTakeFirstOrThrow()
    const entry = {
      action: 'export',
      actor,
      source,
      subject: id,
      details: detailsOf(order),
    } as const
    await appendEntries(trx, store.now, [entry])
    return row
  }

  const update = (row: Pick<StoredExport, 'id' | 'owner'>) =>
    db
      .updateTable('export_files')
      .where('id', '=', row.id)
      .where('owner', '=', row.owner)
      .where('state', '=', 'running')

  return {
    get,
    add: (about: ExportOwner, order: ExportOrder): Promise<StoredExport> =>
      db.transaction().execute((trx) => insert(trx, about, order)),

    list: ({ source, actor }: ExportOwner): Promise<ListedExport[]> =>
      db
        .selectFrom('export_files')
        .select(listed)
        .where('source_id', '=', source)
        .where('actor_id', '=', ownerId(actor))
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(100)
        .execute(),

    /**
     * The next one that nobody runs, or whose process has ended; from then on `owner` runs it, for
     * `lease` milliseconds.
     */
    async claim(owner: string, lease: number): Promise<StoredExport | undefined> {
      for (;;) {
        const next = await columns()
          .where((is) =>
            is.or([
              is('state', '=', 'waiting'),
              is.and([is('state', '=', 'running'), is('until', '<', sql<number>`${store.now}`)]),
            ]),
          )
          .orderBy('created_at')
          .limit(1)
          .executeTakeFirst()
        if (!next) return undefined
        const isGivenUp = next.starts >= maxStarts
        const progress: ExportProgress = isGivenUp
          ? { ...noProgress, failure: 'interrupted' }
          : noProgress
        const claimed = await db
          .updateTable('export_files')
          .set({
            progress: JSON.stringify(progress),
            owner,
            ...(isGivenUp
              ? { state: 'failed', ended_at: store.now }
              : {
                  state: 'running',
                  starts: next.starts + 1,
                  until: sql<number>`${store.now} + ${lease}`,
                }),
          })
          .where('id', '=', next.id)
          .where('state', '=', next.state)
          .where('starts', '=', next.starts)
          .returningAll()
          .executeTakeFirst()
        if (claimed && !isGivenUp) return claimed
      }
    },

    /** False if it does not belong to this process any more: somebody has cancelled it. */
    async note(row: StoredExport, progress: ExportProgress, lease: number): Promise<boolean> {
      const { numUpdatedRows } = await update(row)
        .set({ progress: JSON.stringify(progress), until: sql<number>`${store.now} + ${lease}` })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async fail(row: StoredExport, progress: ExportProgress): Promise<void> {
      await update(row)
        .set({ state: 'failed', progress: JSON.stringify(progress), ended_at: store.now })
        .execute()
    },

    /** Whether there is a file now; `keep` puts it there in the same transaction. */
    finish: (
      row: StoredExport,
      { progress, bytes }: { progress: ExportProgress; bytes: number },
      keep: (trx: Transaction<Tables>) => Promise<void>,
    ): Promise<boolean> =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('export_files')
          .set({ state: 'ready', progress: JSON.stringify(progress), bytes, ended_at: store.now })
          .where('id', '=', row.id)
          .where('owner', '=', row.owner)
          .where('state', '=', 'running')
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await keep(trx)
        const details = [{ attribute: 'rows', after: progress.rows }]
        const about = { actor: actorIn(row), source: row.source_id, subject: row.id }
        await appendEntries(trx, store.now, [{ action: 'exportRead', ...about, details }])
        return true
      }),

    async cancel(about: ExportOwner, id: string): Promise<StoredExport> {
      const row = await get(about, id)
      await db
        .updateTable('export_files')
        .set({ state: 'cancelled', ended_at: store.now })
        .where('id', '=', row.id)
        .where('state', 'in', open)
        .execute()
      return get(about, id)
    },

    /** Lets others begin at once what this process does not finish. */
    async release(owner: string): Promise<void> {
      await db
        .updateTable('export_files')
        .set({ state: 'waiting', until: 0 })
        .where('owner', '=', owner)
        .where('state', '=', 'running')
        .execute()
    },

    /** Whatever a process that has ended ran before; only where there is one process. */
    async releaseAll(): Promise<void> {
      await db
        .updateTable('export_files')
        .set({ state: 'waiting', until: 0 })
        .where('state', '=', 'running')
        .execute()
    },

    /** Those whose time is over, or all of a person or a source; they are gone then. */
    async remove(which: { actor: string } | { source: string } | 'expired' | { id: string }) {
      const query = db.deleteFrom('export_files').returning('id')
      const rows = await (
        which === 'expired'
          ? query.where('ended_at', '<', sql<number>`${store.now} - ${keepMs}`)
          : 'actor' in which
            ? query.where('actor_id', '=', which.actor)
            : 'source' in which
              ? query.where('source_id', '=', which.source)
              : query.where('id', '=', which.id)
      ).execute()
      return rows.map(({ id }) => id)
    },

    ids: async (): Promise<Set<string>> =>
      new Set((await db.selectFrom('export_files').select('id').execute()).map(({ id }) => id)),

    downloaded: (row: StoredExport, actor: Actor): Promise<void> =>
      appendEntries(db, store.now, [
        {
          action: 'exportDownload',
          actor,
          source: row.source_id,
          subject: row.id,
          details: [{ attribute: 'rows', after: toExport(row).rows }],
        },
      ]),
  }
}
export type ExportStore = ReturnType<typeof createExportStore>

const detailsOf = ({ query, ids, columns, format }: ExportOrder) => [
  { attribute: 'query', after: query },
  ...(ids === null ? [] : [{ attribute: 'selected', after: ids.length }]),
  { attribute: 'columns', after: columns.map(({ key }) => key).join(', ') },
  { attribute: 'format', after: format.type },
]
