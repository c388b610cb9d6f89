import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ExportRequest } from '#contract/api/exports.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { localId, type AuditRecord } from './audit-entry.ts'
import { appendEntries } from './audit-rows.ts'

const minute = 60_000 // milliseconds
/** Without a page for so long, an export has ended: how much was sent becomes an entry. */
const idle = 30 * minute

type About = { source: string; actor: Actor }

/**
 * Exports from their announcement to their last page. How many contacts were sent is counted in the
 * database, page by page, so that no process that dies takes it along.
 */
export function createExports({ db, now }: Store) {
  return {
    /** An export that begins: nothing of it can be read without the entry. */
    announce: ({ source, actor }: About, asked: ExportRequest): Promise<string> =>
      db.transaction().execute(async (trx) => {
        const id = randomUUID()
        const person = { actor_id: actor.id ?? localId, actor_name: actor.name }
        const row = {
          id,
          source_id: source,
          ...person,
          address: actor.address,
          rows: 0,
          last_at: now,
        }
        await trx.insertInto('exports').values(row).execute()
        const details = detailsOf(asked)
        await appendEntries(trx, now, [{ action: 'export', actor, source, subject: id, details }])
        return id
      }),

    /** Counts contacts before they are sent; throws unless this is somebody's own export that goes on. */
    async count(id: string, { source, actor }: About, rows: number): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('exports')
        .set(({ eb }) => ({ rows: eb('rows', '+', rows), last_at: now }))
        .where('id', '=', id)
        .where('source_id', '=', source)
        .where('actor_id', '=', actor.id ?? localId)
        .where('last_at', '>', sql<number>`${now} - ${idle}`)
        .executeTakeFirst()
      if (numUpdatedRows === 0n)
        throw new InvalidInputError([
          {
            name: 'export',
            message: 'there is no such export of yours that goes on: begin another',
          },
        ])
    },

    /** Records how much was sent by exports that have ended. */
    recordEnded: (): Promise<void> =>
      db.transaction().execute(async (trx) => {
        const ended = await trx
          .deleteFrom('exports')
          .where('last_at', '<=', sql<number>`${now} - ${idle}`)
          .returningAll()
          .execute()
        const entries = ended.map((row): AuditRecord => ({
          action: 'exportRead',
          actor: { id: row.actor_id, name: row.actor_name, address: row.address },
          source: row.source_id,
          subject: row.id,
          details: [{ attribute: 'rows', after: Number(row.rows) }],
        }))
        if (entries.length > 0) await appendEntries(trx, now, entries)
      }),
  }
}

const detailsOf = ({ query, selected, count, columns, format }: ExportRequest) => [
  { attribute: 'query', after: query },
  ...(selected === null ? [] : [{ attribute: 'selected', after: selected }]),
  ...(count === null ? [] : [{ attribute: 'count', after: count }]),
  { attribute: 'columns', after: columns.join(', ') },
  { attribute: 'format', after: format },
]
