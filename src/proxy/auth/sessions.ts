import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { UnauthenticatedError } from './auth-errors.ts'
import { hashOfSecret, newSecret } from './secrets.ts'

export type SessionSettings = {
  /** Milliseconds without a request after which a session ends. */
  idle: number
  /** Milliseconds after which it ends in any case. */
  absolute: number
}

const hour = 3_600_000
export const defaultSessionSettings: SessionSettings = { idle: 24 * hour, absolute: 14 * 24 * hour }

/** Milliseconds after signing in during which one may end other sessions of one's own, and set a first password. */
const recentFor = 10 * 60_000

/** A session is stored as used once in so many milliseconds: a write for each request costs more. */
export const touchInterval = 60_000

const maxAgent = 300 // characters

/** How somebody signed in. */
export type SignInMethod = 'password' | 'link' | 'openId'

type NewSession = {
  userId: string
  method: SignInMethod
  address: string | null
  agent: string | undefined
}

type Db = Kysely<Tables>

/** Browsers that are signed in; their secret is stored as a digest only. */
export function createSessions(store: Store, settings: SessionSettings = defaultSessionSettings) {
  const { db } = store
  const after = (ms: number) => sql<number>`${store.now} + ${ms}`

  return {
    settings,

    /**
     * A new session with a secret of its own, whatever the browser has shown before. One insert: it
     * is there completely or not at all.
     */
    async begin({ userId, method, address, agent }: NewSession, on: Db = db) {
      const secret = newSecret()
      const id = randomUUID()
      await on
        .insertInto('sessions')
        .values({
          hash: hashOfSecret(secret),
          id,
          user_id: userId,
          method,
          created_at: store.now,
          last_seen_at: store.now,
          expires_idle: after(settings.idle),
          expires_absolute: after(settings.absolute),
          address,
          agent: agent?.slice(0, maxAgent) ?? null,
        })
        .execute()
      await on
        .updateTable('users')
        .set({ last_seen_at: store.now })
        .where('id', '=', userId)
        .execute()
      return { id, secret }
    },

    /** Stores that a session and its owner were seen now. */
    async touch({ hash, userId }: { hash: string; userId: string }): Promise<void> {
      await db
        .updateTable('sessions')
        .set({ last_seen_at: store.now, expires_idle: after(settings.idle) })
        .where('hash', '=', hash)
        .execute()
      await db
        .updateTable('users')
        .set({ last_seen_at: store.now })
        .where('id', '=', userId)
        .execute()
    },

    /** Those that have not ended, the last used first. */
    list: (userId: string) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where('user_id', '=', userId)
        .where('expires_idle', '>', store.now)
        .where('expires_absolute', '>', store.now)
        .orderBy('last_seen_at', 'desc')
        .execute(),

    /**
     * Throws unless somebody signed in for the session a short time ago: whoever has found a browser that
     * is signed in gets no further by it. Without a session, a reverse proxy signs people in at every request.
     */
    async requireRecent(session: { id: string } | null, before: string): Promise<void> {
      if (session === null) return
      const { id } = session
      const row = await db
        .selectFrom('sessions')
        .select('id')
        .where('id', '=', id)
        .where('created_at', '>', sql<number>`${store.now} - ${recentFor}`)
        .executeTakeFirst()
      if (row === undefined) throw new UnauthenticatedError(`Sign in again before you ${before}`)
    },

    /** Ends the session with this secret; whose it was, if there was one. */
    endOf: async (secret: string, on: Db = db): Promise<string | undefined> =>
      (
        await on
          .deleteFrom('sessions')
          .where('hash', '=', hashOfSecret(secret))
          .returning('user_id')
          .executeTakeFirst()
      )?.user_id,

    /** Ends one of somebody's sessions; false if they have no such session. */
    async endOne(userId: string, id: string, on: Db = db): Promise<boolean> {
      const { numDeletedRows } = await on
        .deleteFrom('sessions')
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    /** Ends all sessions of somebody, but for one; how many there were, ended ones not counted. */
    async endAll(userId: string, exceptId: string | null, on: Db = db): Promise<number> {
      const ended = await on
        .deleteFrom('sessions')
        .where('user_id', '=', userId)
        .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId ?? ''))
        .returning(
          sql<number>`case when expires_idle > ${store.now} and expires_absolute > ${store.now}
            then 1 else 0 end`.as('was_open'),
        )
        .execute()
      return ended.filter(({ was_open: wasOpen }) => Number(wasOpen) === 1).length
    },

    /** Deletes those that have ended by themselves. */
    clean: () =>
      db
        .deleteFrom('sessions')
        .where((row) =>
          row.or([row('expires_idle', '<=', store.now), row('expires_absolute', '<=', store.now)]),
        )
        .execute(),
  }
}
export type Sessions = ReturnType<typeof createSessions>
