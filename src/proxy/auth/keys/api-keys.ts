import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { keyPrefix, type ApiKey, type NewApiKey } from '#contract/api/keys.ts'
import { role } from '#contract/api/roles.ts'
import type { Access, AccessFacts, GroupOf } from '#proxy/auth/access.ts'
import { ThrottledError, UnauthenticatedError } from '#proxy/auth/auth-errors.ts'
import { recorded } from '#proxy/auth/recorded-change.ts'
import { networkOf } from '#proxy/auth/sign-in-throttle.ts'
import { hashOfSecret, newSecret } from '#proxy/auth/secrets.ts'
import type { UserChanges } from '#proxy/auth/user-changes.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { found } from '#proxy/not-found.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { keyAccess } from './key-access.ts'
import { createRateBuckets, type RateLimit } from './rate-buckets.ts'
import { createRefusedKeys, type KeyProblem } from './refused-keys.ts'

/** A key as it was made: `ktk_` and 256 bits in base64url. */
const keyPattern = new RegExp(`^${keyPrefix}[\\w-]{43}$`)

/** Requests with one key, at all processes. */
const ofKey: RateLimit = { perSecond: 10, burst: 50 }
/** Wrong keys from one network: keys cannot be guessed, but each attempt is a read of the state. */
const ofAddress: RateLimit = { perSecond: 0.2, burst: 20 }

/** A key is stored as used once in so many milliseconds: a write for each request costs more. */
const useInterval = 60_000

const maxKeys = 50 // of one person

const sourceList = z.array(z.string())

type Row = Tables['api_keys']

type Options = {
  store: Store
  changes: Pick<UserChanges, 'change'>
  /** This machine's clock in milliseconds since 1970. */
  now?: (() => number) | undefined
  onError: (error: unknown) => void
}

/** Keys for scripts, each of which belongs to somebody. */
export function createApiKeys({ store, changes, now = Date.now, onError }: Options) {
  const { db } = store
  const takeOfKey = createRateBuckets(ofKey, { store, name: 'key', now })
  const takeOfAddress = createRateBuckets(ofAddress, { store, name: 'wrong keys', now })
  const refused = createRefusedKeys(store)

  const usable = (on: Kysely<Tables> = db) =>
    on
      .selectFrom('api_keys')
      .where('revoked_at', 'is', null)
      .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', store.now)]))

  /** The key that was made with a secret, whatever has become of it. */
  const made = (key: string) =>
    db
      .selectFrom('api_keys')
      .selectAll()
      .select((row) =>
        row
          .case()
          .when('revoked_at', 'is not', null)
          .then('keyRevoked' as const)
          .when('expires_at', '<=', store.now)
          .then('keyExpired' as const)
          .end()
          .as('problem'),
      )
      .where('hash', '=', hashOfSecret(key))
      .executeTakeFirst()

  async function wrong(address: string, row: Row | undefined, problem: KeyProblem): Promise<Error> {
    const wait = await takeOfAddress(networkOf(address))
    if (wait > 0) return new ThrottledError(wait)
    const owner =
      row &&
      (await db
        .selectFrom('users')
        .select('email')
        .where('id', '=', row.user_id)
        .executeTakeFirst())
    const key = row && owner ? { id: row.id, label: row.label, owner: owner.email } : null
    await refused.record({ address, problem, key })
    return new UnauthenticatedError('This API key is unknown, expired or revoked')
  }

  const touch = (id: string) =>
    db
      .updateTable('api_keys')
      .set({ last_used_at: store.now })
      .where('id', '=', id)
      .where((row) =>
        row.or([
          row('last_used_at', 'is', null),
          row('last_used_at', '<', sql<number>`${store.now} - ${useInterval}`),
        ]),
      )
      .execute()

  /**
   * What a key may do now. `factsOf` knows nobody who is disabled. Throws `UnauthenticatedError`
   * for a wrong key, which is recorded, and `ThrottledError` for too many requests with one key or wrong
   * ones from a network.
   */
  async function accessOf(
    { key, address }: { key: string; address: string },
    factsOf: (userId: string) => Promise<AccessFacts | null>,
    groupOf: GroupOf,
  ): Promise<{ access: Access; facts: AccessFacts; key: string }> {
    const row = keyPattern.test(key) ? await made(key) : undefined
    if (!row || row.problem !== null) throw await wrong(address, row, row?.problem ?? 'keyUnknown')
    const facts = await factsOf(row.user_id)
    if (!facts) throw await wrong(address, row, 'ownerDisabled')
    const wait = await takeOfKey(row.id)
    if (wait > 0) throw new ThrottledError(wait)
    const isStale = row.last_used_at === null || row.last_used_at < now() - useInterval
    // Nobody waits for it, and a state that cannot be written keeps no reader out.
    if (isStale) void touch(row.id).catch(onError)
    return { access: keyAccess(facts, scopeOf(row), groupOf), facts, key: row.id }
  }

  return {
    /** Those of one person that can be used, the latest first. */
    async list(userId: string): Promise<ApiKey[]> {
      const rows = await usable()
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(keyOfRow)
    },

    /** A new key; nothing but this response ever has it. */
    make: (userId: string, asked: NewApiKey, by: Actor): Promise<{ apiKey: ApiKey; key: string }> =>
      recorded(store, by, async (trx, note) => {
        const expires = asked.expiresAt === null ? null : Date.parse(asked.expiresAt)
        if (expires !== null && expires <= now())
          throw new InvalidInputError([{ name: 'expiresAt', message: 'has passed already' }])
        const { count } = await usable(trx)
          .select((row) => row.fn.countAll<number>().as('count'))
          .where('user_id', '=', userId)
          .executeTakeFirstOrThrow()
        if (Number(count) >= maxKeys)
          throw new InvalidInputError([
            { name: 'label', message: `you have ${maxKeys} keys already: revoke one first` },
          ])
        const key = keyPrefix + newSecret()
        const row = await trx
          .insertInto('api_keys')
          .values({
            id: randomUUID(),
            hash: hashOfSecret(key),
            user_id: userId,
            label: asked.label,
            ending: key.slice(-4),
            role: asked.role,
            sources: asked.sources && JSON.stringify(asked.sources),
            created_at: store.now,
            last_used_at: null,
            expires_at: expires,
            revoked_at: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        note({ action: 'keyMade', subject: asked.label, details: detailsOf(asked) })
        return { apiKey: keyOfRow(row), key }
      }),

    /**
     * Ends a key of one person, and the streams that were opened with it; throws `NotFoundError` if they
     * have no such key.
     */
    revoke: (userId: string, id: string, by: Actor): Promise<void> =>
      changes.change(by, async (trx, note) => {
        const revoked = await trx
          .updateTable('api_keys')
          .set({ revoked_at: store.now })
          .where('id', '=', id)
          .where('user_id', '=', userId)
          .where('revoked_at', 'is', null)
          .returning('label')
          .executeTakeFirst()
        note({ action: 'keyRevoked', subject: found(revoked, `API key ${id}`).label })
      }),

    accessOf,

    /** Records how often keys were refused in the hours that have ended. */
    recordRefused: refused.recordEnded,
  }
}

const scopeOf = ({ label, role: name, sources }: Row) => ({
  label,
  role: role.parse(name),
  sources: sources === null ? null : sourceList.parse(JSON.parse(sources)),
})

/** What a key is for; nothing of the key itself. */
const detailsOf = ({ role: upTo, sources, expiresAt }: NewApiKey) => [
  { attribute: 'role', after: upTo },
  { attribute: 'sources', after: sources === null ? '*' : sources.join(', ') },
  ...(expiresAt === null ? [] : [{ attribute: 'expiresAt', after: expiresAt }]),
]

const isoOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString()

const keyOfRow = (row: Row): ApiKey => ({
  id: row.id,
  ending: row.ending,
  ...scopeOf(row),
  sources: row.sources === null ? null : sourceList.parse(JSON.parse(row.sources)),
  createdAt: new Date(row.created_at).toISOString(),
  lastUsedAt: isoOf(row.last_used_at),
  expiresAt: isoOf(row.expires_at),
})
