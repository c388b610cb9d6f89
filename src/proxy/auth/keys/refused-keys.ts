import { sql, type Kysely, type Selectable } from 'kysely'
import type { AuditDetail } from '#contract/api/audit.ts'
import { nobodyAt, type AuditRecord } from '#proxy/audit/audit-entry.ts'
import { appendEntries } from '#proxy/audit/audit-rows.ts'
import { networkOf } from '#proxy/auth/sign-in-throttle.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'

/** Why a key was refused. */
export type KeyProblem = 'keyUnknown' | 'keyExpired' | 'keyRevoked' | 'ownerDisabled'

export type RefusedKey = {
  problem: KeyProblem
  address: string
  /** The key, if there is or was one; nothing is recorded of what was shown instead. */
  key: { id: string; label: string; owner: string } | null
}

type Row = Selectable<Tables['refused_keys']>

const window = 3_600_000 // milliseconds
/** Of keys that exist and of others, each in a window: beyond, all are counted together. */
const maxOpen = 200

/**
 * Records API keys that were refused. The first time of a key from a network is an entry at once; those
 * of the hour after it are counted, and become one more entry: whoever repeats a request cannot fill the
 * log. Nothing says who it was, so that the owner of a key is a detail.
 */
export function createRefusedKeys(store: Store) {
  const { db } = store

  /** What has ended becomes entries; of one bucket, so that two requests never wait for each other. */
  async function recordOver(trx: Kysely<Tables>, id?: string): Promise<void> {
    const ended = await trx
      .deleteFrom('refused_keys')
      .where('began_at', '<=', sql<number>`${store.now} - ${window}`)
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .returningAll()
      .execute()
    const entries = ended.filter(({ attempts }) => Number(attempts) > 1).map(furtherEntry)
    if (entries.length > 0) await appendEntries(trx, store.now, entries)
  }

  async function isFull(trx: Kysely<Tables>, id: string, isKnown: number): Promise<boolean> {
    const open = await trx
      .selectFrom('refused_keys')
      .select('id')
      .where('is_known', '=', isKnown)
      .limit(maxOpen)
      .execute()
    return open.length >= maxOpen && !open.some((row) => row.id === id)
  }

  return {
    record: (shown: RefusedKey): Promise<void> =>
      db.transaction().execute(async (trx) => {
        const own = bucketOf(shown)
        const bucket = (await isFull(trx, own.id, own.is_known)) ? bucketOfMany(own) : own
        await recordOver(trx, bucket.id)
        const { attempts } = await trx
          .insertInto('refused_keys')
          .values({ ...bucket, attempts: 1, began_at: store.now, last_at: store.now })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((row) => ({
              attempts: row('refused_keys.attempts', '+', 1),
              last_at: store.now,
            })),
          )
          .returning('attempts')
          .executeTakeFirstOrThrow()
        if (Number(attempts) === 1) await appendEntries(trx, store.now, [entryOf(own)])
      }),

    /** Records how often keys were refused in the hours that have ended. */
    recordEnded: (): Promise<void> => db.transaction().execute((trx) => recordOver(trx)),
  }
}

type Bucket = Pick<Row, 'id' | 'is_known' | 'label' | 'owner' | 'problem' | 'address'>

const bucketOf = ({ key, problem, address }: RefusedKey): Bucket => ({
  id: `${key?.id ?? 'unknown'} ${networkOf(address)}`,
  is_known: key ? 1 : 0,
  label: key?.label ?? null,
  owner: key?.owner ?? null,
  problem,
  address,
})

const bucketOfMany = ({ is_known: isKnown }: Bucket): Bucket => ({
  id: isKnown === 1 ? 'many keys' : 'many addresses',
  is_known: isKnown,
  label: null,
  owner: null,
  problem: 'manyAddresses',
  address: null,
})

const entryOf = (
  { label, owner, problem, address }: Bucket,
  more: AuditDetail[] = [],
): AuditRecord => ({
  action: 'keyRefused',
  outcome: 'refused',
  actor: nobodyAt(address),
  ...(label !== null && { subject: label }),
  details: [
    { attribute: 'problem', after: problem },
    ...(owner === null ? [] : [{ attribute: 'owner', after: owner }]),
    ...more,
  ],
})

const furtherEntry = (row: Row): AuditRecord =>
  entryOf(row, [
    { attribute: 'furtherAttempts', after: Number(row.attempts) - 1 },
    { attribute: 'lastAttempt', after: new Date(Number(row.last_at)).toISOString() },
  ])
