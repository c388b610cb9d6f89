import { sql } from 'kysely'
import { z } from 'zod'
import type { Store } from '#proxy/store/state-store.ts'
import type { Keys } from './encryption-key.ts'
import { seal, unseal, WrongKeyError } from './token-encryption.ts'

const pair = z.strictObject({ accessToken: z.string().min(1), refreshToken: z.string().min(1) })
export type TokenPair = z.infer<typeof pair>

/** Times are milliseconds since 1970 by the clock of the process that requested the tokens. */
export type FreshTokens = TokenPair & { issuedAt: number; expiresAt: number }

export type StoredTokens = FreshTokens & {
  version: number
  /** The source has permanently rejected the refresh token; the access token may still be valid. */
  isRevoked: boolean
  /** Milliseconds left of a refresh lease; 0 if there is none. */
  leasedFor: number
}

/** Longer than any lease. */
const maxLeaseMs = 60_000

const leasedFor = (left: number): number => (left > maxLeaseMs ? 0 : Math.max(0, left))

export type TokenStore = ReturnType<typeof createTokenStore>

/** The encrypted tokens of every source, and their refresh leases. */
export function createTokenStore({ db, now }: Store, keys: Keys | Buffer) {
  const { current: key, previous }: Keys = Buffer.isBuffer(keys) ? { current: keys } : keys

  const columnsOf = (sourceId: string, { issuedAt, expiresAt, ...tokens }: FreshTokens) => ({
    sealed: seal(key, sourceId, JSON.stringify(pair.parse(tokens))),
    issued_at: issuedAt,
    expires_at: expiresAt,
    lease_owner: null,
    lease_until: null,
  })

  /** Decrypts with the current key or the previous one; throws `WrongKeyError`. */
  function open(sourceId: string, sealed: string): string {
    try {
      return unseal(key, sourceId, sealed)
    } catch (error) {
      if (!(error instanceof WrongKeyError) || !previous) throw error
      return unseal(previous, sourceId, sealed)
    }
  }

  return {
    /**
     * Encrypts tokens of the previous key with the current one, so that the previous one can be
     * removed.
     */
    async reencrypt(sourceId: string): Promise<void> {
      const row = await db
        .selectFrom('source_tokens')
        .select('sealed')
        .where('source_id', '=', sourceId)
        .executeTakeFirst()
      if (!row || !previous || canOpen(key, sourceId, row.sealed)) return
      await db
        .updateTable('source_tokens')
        .set({ sealed: seal(key, sourceId, unseal(previous, sourceId, row.sealed)) })
        .where('source_id', '=', sourceId)
        .where('sealed', '=', row.sealed) // a concurrent refresh has stored newer tokens
        .execute()
    },

    /** Throws `WrongKeyError` if the stored tokens cannot be decrypted. */
    async read(sourceId: string): Promise<StoredTokens | undefined> {
      const row = await db
        .selectFrom('source_tokens')
        .selectAll()
        .select(sql<number | null>`lease_until - ${now}`.as('leased_for'))
        .where('source_id', '=', sourceId)
        .executeTakeFirst()
      if (!row) return undefined
      return {
        ...pair.parse(JSON.parse(open(sourceId, row.sealed))),
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        version: row.version,
        isRevoked: row.revoked_version === row.version,
        leasedFor: leasedFor(row.leased_for ?? 0),
      }
    },

    /** Stores the tokens of a new connection, replacing any others. */
    async save(sourceId: string, fresh: FreshTokens): Promise<void> {
      const columns = columnsOf(sourceId, fresh)
      await db
        .insertInto('source_tokens')
        .values({ source_id: sourceId, version: 1, revoked_version: null, ...columns })
        .onConflict((conflict) =>
          conflict.column('source_id').doUpdateSet((row) => ({
            ...columns,
            version: row('source_tokens.version', '+', 1),
            revoked_version: null,
          })),
        )
        .execute()
    },

    /**
     * Acquires the lease to refresh `version`; false if another process has it or the stored
     * version is newer.
     */
    async lease(sourceId: string, version: number, owner: string, ms: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('source_tokens')
        .set({ lease_owner: owner, lease_until: sql<number>`${now} + ${ms}` })
        .where('source_id', '=', sourceId)
        .where('version', '=', version)
        .where((row) =>
          row.or([row('revoked_version', 'is', null), row('revoked_version', '<>', version)]),
        )
        .where((row) =>
          row.or([
            row('lease_until', 'is', null),
            row('lease_until', '<=', now),
            // No lease is that long: the database's clock was set back since it was acquired.
            row('lease_until', '>', sql<number>`${now} + ${maxLeaseMs}`),
          ]),
        )
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async release(sourceId: string, owner: string): Promise<void> {
      await db
        .updateTable('source_tokens')
        .set({ lease_owner: null, lease_until: null })
        .where('source_id', '=', sourceId)
        .where('lease_owner', '=', owner)
        .execute()
    },

    /**
     * Stores the successor of `version` and ends the lease; false if the source was connected again
     * meanwhile. Does not require the lease: the only valid tokens are stored even after it has
     * expired.
     */
    async replace(sourceId: string, version: number, fresh: FreshTokens): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('source_tokens')
        .set({ ...columnsOf(sourceId, fresh), version: version + 1 })
        .where('source_id', '=', sourceId)
        .where('version', '=', version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    /** Marks the refresh token of `version` as revoked, so that it is not used again. */
    async revoke(sourceId: string, version: number, owner: string): Promise<void> {
      await db
        .updateTable('source_tokens')
        .set({ revoked_version: version, lease_owner: null, lease_until: null })
        .where('source_id', '=', sourceId)
        .where('version', '=', version)
        .where('lease_owner', '=', owner)
        .execute()
    },
  }
}

function canOpen(key: Buffer, sourceId: string, sealed: string): boolean {
  try {
    unseal(key, sourceId, sealed)
    return true
  } catch (error) {
    if (error instanceof WrongKeyError) return false
    throw error
  }
}
