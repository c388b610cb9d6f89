import { sql, type Kysely } from 'kysely'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { NewRow } from '#proxy/jobs/orders/job-input.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { StoredRow } from './job-view.ts'

type Db = Kysely<Tables>

/** A contact to create in a request; `hash` is the hash of its content. */
export type KeyedCreate = { row: NewRow; key: string | undefined; hash: string }

/** Where the outcome of a create is stored. */
export type RowPlace = { jobId: string; line: number }

/** Two requests have claimed the same key concurrently: the later one has to look it up again. */
export class KeyTakenError extends Error {
  override name = 'KeyTakenError'
}

/** Outcomes after which nothing was created: the key may be used again, also with other content. */
const madeNothing = new Set(['invalid', 'rejected', 'cancelled'])

type Options = { sourceId: string; jobId: string }

/**
 * Finds or inserts the rows for the creates of a request: existing rows for known keys, and new
 * rows of the job `jobId` for the others. A row whose contact may have been created gets a new row
 * as well, which is looked up before anything is sent. Throws `KeyTakenError` if another request
 * claimed a key first, and `InvalidInputError` for a key that was used for another contact.
 */
export async function claimCreates(
  trx: Db,
  creates: KeyedCreate[],
  { sourceId, jobId }: Options,
): Promise<{ places: RowPlace[]; total: number }> {
  let total = 0
  const places: RowPlace[] = []
  const wrong: number[] = []
  for (const [index, { row, key, hash }] of creates.entries()) {
    const known = key === undefined ? undefined : await findByKey(trx, sourceId, key)
    const isFree = !known || madeNothing.has(known.row.outcome)
    if (known && !isFree && known.hash !== hash) wrong.push(index)
    const isLost = known?.row.outcome === 'unknown' && known.row.retried_by === null
    if (known && !isFree && !isLost) {
      places.push({ jobId: known.row.job_id, line: known.row.line })
      continue
    }
    const place = { jobId, line: (total += 1) }
    places.push(place)
    await insertRow(trx, place, row, isLost ? known.row : undefined)
    if (key !== undefined) await takeKey(trx, { sourceId, key, hash, place, former: known?.holder })
  }
  if (wrong.length > 0)
    throw new InvalidInputError(
      wrong.map((index) => ({
        name: `items.${index}.key`,
        message: 'the key was used for another contact',
      })),
    )
  return { places, total }
}

/** The row for a key, and the place that is stored with the key. */
async function findByKey(trx: Db, sourceId: string, key: string) {
  const found = await trx
    .selectFrom('create_keys')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!found) return undefined
  const holder: RowPlace = { jobId: found.job_id, line: found.line }
  let row = await rowAt(trx, holder)
  // A job may have retried the row.
  for (let next = row?.retried_by; next && row; next = row?.retried_by)
    row = await rowAt(trx, { jobId: next, line: row.line })
  return row && { row, holder, hash: found.hash }
}

export const rowAt = (on: Db, { jobId, line }: RowPlace): Promise<StoredRow | undefined> =>
  on
    .selectFrom('job_rows')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('line', '=', line)
    .executeTakeFirst()

async function insertRow(trx: Db, { jobId, line }: RowPlace, row: NewRow, lost?: StoredRow) {
  const { name, input } = row
  const isSent = lost !== undefined && lost.chunk !== null
  await trx
    .insertInto('job_rows')
    .values({
      job_id: jobId,
      line,
      contact_id: null,
      name,
      input,
      outcome: isSent ? 'sending' : 'pending',
      ...(isSent && {
        chunk: lost.chunk,
        sent_at: lost.sent_at,
        created_after_id: lost.created_after_id,
        created_after_at: lost.created_after_at,
      }),
    })
    .execute()
  if (!lost) return
  const { numUpdatedRows } = await trx
    .updateTable('job_rows')
    .set({ retried_by: jobId })
    .where('job_id', '=', lost.job_id)
    .where('line', '=', lost.line)
    .where('retried_by', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new KeyTakenError()
}

type Claim = {
  sourceId: string
  key: string
  hash: string
  place: RowPlace
  /** The place currently stored with the key. */
  former: RowPlace | undefined
}

async function takeKey(trx: Db, { sourceId, key, hash, place, former }: Claim) {
  const { jobId: job_id, line } = place
  const result = former
    ? await trx
        .updateTable('create_keys')
        .set({ hash, job_id, line })
        .where('source_id', '=', sourceId)
        .where('key', '=', key)
        .where('job_id', '=', former.jobId)
        .where('line', '=', former.line)
        .executeTakeFirst()
    : await trx
        .insertInto('create_keys')
        .values({ source_id: sourceId, key, hash, job_id, line })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
  const taken = 'numUpdatedRows' in result ? result.numUpdatedRows : result.numInsertedOrUpdatedRows
  if (!taken) throw new KeyTakenError()
}

/** How many milliseconds ago the last of these rows was sent, by the database's clock. */
export async function sentAgo(
  db: Db,
  now: ReturnType<typeof sql<number>>,
  rows: Pick<StoredRow, 'sent_at'>[],
): Promise<number> {
  const last = rows.reduce((max, { sent_at: at }) => Math.max(max, at ?? 0), 0)
  const { rows: answer } = await sql<{ now: number }>`select ${now} as now`.execute(db)
  return Math.max(0, (answer[0]?.now ?? 0) - last)
}
