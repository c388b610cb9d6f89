import { sql } from 'kysely'
import { role } from '#contract/api/roles.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { AccessFacts } from './access.ts'
import { emailKeyOf } from './email-key.ts'
import { readRoleSettings } from './role-settings.ts'
import { hashOfSecret } from './secrets.ts'

/** A browser that is signed in. */
export type PresentSession = {
  hash: string
  id: string
  userId: string
  /** Whether it is time to store that it was used. */
  isToTouch: boolean
}

export type Present = {
  /** Whether anybody is registered. */
  hasUsers: boolean
  /** Increases with every change of users, roles and their settings. */
  version: number
  session: PresentSession | null
}

/** Sessions by their hashes, API keys by their IDs. */
type Credentials = { sessions: readonly string[]; keys: readonly string[] }

/**
 * Who is registered, and which sessions there are, for every request. Whether a session has ended is
 * read each time; what somebody may do is read again when anything of it has changed.
 */
export function createRegisteredPeople(store: Store, { touchAfter }: { touchAfter: number }) {
  const facts = new Map<string, AccessFacts | null>()
  let factsVersion = -1

  /** One read by an index, whether a session is shown or not. */
  async function present(secret: string | undefined): Promise<Present> {
    const hash = secret === undefined ? '' : hashOfSecret(secret)
    const row = await store.reads
      .selectFrom('people_state')
      .leftJoin('sessions', (join) =>
        join
          .on('sessions.hash', '=', hash)
          .on('sessions.expires_idle', '>', store.now)
          .on('sessions.expires_absolute', '>', store.now),
      )
      .select(['people_state.version', 'sessions.id', 'sessions.user_id', 'sessions.hash'])
      .select(sql<number>`case when exists (select 1 from users) then 1 else 0 end`.as('has_users'))
      .select(
        sql<number>`case when sessions.last_seen_at < ${store.now} - ${touchAfter} then 1 else 0 end`.as(
          'is_to_touch',
        ),
      )
      .executeTakeFirstOrThrow()
    const { id, user_id: userId, hash: found, is_to_touch: isToTouch } = row
    return {
      hasUsers: Number(row.has_users) === 1,
      version: Number(row.version),
      session:
        id === null || userId === null || found === null
          ? null
          : { id, userId, hash: found, isToTouch: Number(isToTouch) === 1 },
    }
  }

  async function read(column: 'id' | 'email_key', value: string): Promise<AccessFacts | null> {
    const user = await store.reads
      .selectFrom('users')
      .selectAll()
      .where(column, '=', value)
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    if (!user) return null
    const roles = await store.reads
      .selectFrom('user_roles')
      .selectAll()
      .where('user_id', '=', user.id)
      .execute()
    const places = await store.reads
      .selectFrom('source_users')
      .selectAll()
      .where('user_id', '=', user.id)
      .execute()
    return {
      userId: user.id,
      email: user.email,
      name: user.name,
      hasPassword: user.password_hash !== null,
      roles: roles.map((row) => ({ source: row.source_id, role: role.parse(row.role) })),
      settings: await readRoleSettings(store.reads),
      sourceUsers: places.map((row) => ({ source: row.source_id, user: row.source_user_id })),
    }
  }

  /** What is known at a version; a later one is read anew. */
  async function factsBy(column: 'id' | 'email_key', value: string, version: number) {
    if (version !== factsVersion) {
      facts.clear()
      factsVersion = version
    }
    const key = `${column} ${value}`
    const known = facts.get(key)
    if (known !== undefined) return known
    const found = await read(column, value)
    // A change in between belongs to a later version.
    if (factsVersion === version && facts.size < maxFacts) facts.set(key, found)
    return found
  }

  async function openSessions(hashes: readonly string[]): Promise<string[]> {
    if (hashes.length === 0) return []
    const rows = await store.reads
      .selectFrom('sessions')
      .select('hash')
      .where('hash', 'in', [...hashes])
      .where('expires_idle', '>', store.now)
      .where('expires_absolute', '>', store.now)
      .execute()
    return rows.map(({ hash }) => hash)
  }

  async function openKeys(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return []
    const rows = await store.reads
      .selectFrom('api_keys')
      .select('id')
      .where('id', 'in', [...ids])
      .where('revoked_at', 'is', null)
      .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', store.now)]))
      .execute()
    return rows.map(({ id }) => id)
  }

  return {
    present,
    /** Null if nobody with this ID is registered, or they are disabled. */
    byId: (id: string, version: number) => factsBy('id', id, version),
    byEmail: (email: string, version: number) => factsBy('email_key', emailKeyOf(email), version),

    /** Which of these sessions, by hash, and API keys, by ID, have not ended; for streams that are open. */
    async stillOpen(asked: Credentials): Promise<Credentials & { version: number }> {
      const { version } = await present(undefined)
      return {
        version,
        sessions: await openSessions(asked.sessions),
        keys: await openKeys(asked.keys),
      }
    },
  }
}
export type RegisteredPeople = ReturnType<typeof createRegisteredPeople>

/** More people than any installation has; a reverse proxy may name any number of unknown ones. */
const maxFacts = 2000
