import { sql, type Kysely } from 'kysely'
import type { OneTimeLink } from '#contract/api/registered-users.ts'
import { linkPurpose, type LinkPurpose } from '#contract/api/sign-in.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { hashOfSecret, newSecret } from './secrets.ts'

const hour = 3_600_000
/** An invitation may wait for a weekend; a reset is asked for by somebody who is waiting. */
const lifetimes: Record<LinkPurpose, number> = { invite: 7 * 24 * hour, reset: 24 * hour }

type Db = Kysely<Tables>

export type MadeLink = { secret: string; purpose: LinkPurpose; expiresAt: number }

/** The secret is behind `#`, so that no server and no log gets it with the address. */
export const linkAt = (base: string, { secret, purpose, expiresAt }: MadeLink): OneTimeLink => ({
  url: `${base}/link#${secret}`,
  purpose,
  expiresAt: new Date(expiresAt).toISOString(),
})

/** A link as far as its bearer may know it. */
export type FoundLink = {
  state: 'good' | 'expired' | 'used'
  userId: string
  purpose: LinkPurpose
  expiresAt: number
}

/** Links that let their bearer set the password of one account, once. */
export function createOneTimeLinks(store: Store) {
  const { db } = store

  async function find(secret: string, on: Db = db): Promise<FoundLink | undefined> {
    const row = await on
      .selectFrom('one_time_links')
      .select(['user_id', 'purpose', 'expires_at', 'used_at'])
      .select(sql<number>`case when expires_at > ${store.now} then 1 else 0 end`.as('is_good'))
      .where('hash', '=', hashOfSecret(secret))
      .executeTakeFirst()
    if (!row) return undefined
    const isGood = Number(row.is_good) === 1
    return {
      state: row.used_at !== null ? 'used' : isGood ? 'good' : 'expired',
      userId: row.user_id,
      purpose: linkPurpose.parse(row.purpose),
      expiresAt: row.expires_at,
    }
  }

  return {
    find,

    /** A new link; earlier ones of the same account stop working. */
    async make(userId: string, purpose: LinkPurpose, on: Db = db): Promise<MadeLink> {
      const secret = newSecret()
      await on.deleteFrom('one_time_links').where('user_id', '=', userId).execute()
      const { expires_at: expiresAt } = await on
        .insertInto('one_time_links')
        .values({
          hash: hashOfSecret(secret),
          user_id: userId,
          purpose,
          created_at: store.now,
          expires_at: sql<number>`${store.now} + ${lifetimes[purpose]}`,
          used_at: null,
        })
        .returning('expires_at')
        .executeTakeFirstOrThrow()
      return { secret, purpose, expiresAt }
    },

    /** Marks a good link as used; false if it is not good any more. */
    async use(secret: string, on: Db): Promise<boolean> {
      const { numUpdatedRows } = await on
        .updateTable('one_time_links')
        .set({ used_at: store.now })
        .where('hash', '=', hashOfSecret(secret))
        .where('used_at', 'is', null)
        .where('expires_at', '>', store.now)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** Deletes links a month after they have expired: until then their bearer is told so. */
    clean: () =>
      db
        .deleteFrom('one_time_links')
        .where('expires_at', '<', sql<number>`${store.now} - ${30 * 24 * hour}`)
        .execute(),
  }
}
export type OneTimeLinks = ReturnType<typeof createOneTimeLinks>
