import { role } from '#contract/api/roles.ts'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import { linkPurpose } from '#contract/api/sign-in.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { emailKeyOf } from './email-key.ts'

const toIso = (at: number): string => new Date(at).toISOString()

/** Users as an admin sees them. */
export function createUserReads(store: Store) {
  const { db } = store

  /** All, or one of them. */
  async function read(id?: string): Promise<RegisteredUser[]> {
    const users = await db
      .selectFrom('users')
      .selectAll()
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .orderBy('email_key')
      .execute()
    const roles = Map.groupBy(await db.selectFrom('user_roles').selectAll().execute(), userOf)
    const places = Map.groupBy(await db.selectFrom('source_users').selectAll().execute(), userOf)
    const identities = Map.groupBy(await db.selectFrom('identities').selectAll().execute(), userOf)
    const links = Map.groupBy(
      await db
        .selectFrom('one_time_links')
        .select(['user_id', 'purpose', 'expires_at'])
        .where('used_at', 'is', null)
        .where('expires_at', '>', store.now)
        .execute(),
      userOf,
    )
    const sessions = await db
      .selectFrom('sessions')
      .select(['user_id', (row) => row.fn.countAll<number>().as('count')])
      .where('expires_idle', '>', store.now)
      .where('expires_absolute', '>', store.now)
      .groupBy('user_id')
      .execute()
    return users.map((user): RegisteredUser => {
      const link = links.get(user.id)?.[0]
      return {
        id: user.id,
        email: user.email,
        name: user.name,
        roles: (roles.get(user.id) ?? [])
          .map((row) => ({ source: row.source_id, role: role.parse(row.role) }))
          .toSorted((a, b) => (a.source < b.source ? -1 : 1)),
        sourceUsers: (places.get(user.id) ?? []).map((row) => ({
          source: row.source_id,
          user: row.source_user_id,
        })),
        isDisabled: user.disabled_at !== null,
        hasPassword: user.password_hash !== null,
        issuers: (identities.get(user.id) ?? []).map(({ issuer }) => issuer),
        link: link
          ? { purpose: linkPurpose.parse(link.purpose), expiresAt: toIso(link.expires_at) }
          : null,
        createdAt: toIso(user.created_at),
        lastSeenAt: user.last_seen_at === null ? null : toIso(user.last_seen_at),
        sessions: Number(sessions.find((row) => row.user_id === user.id)?.count ?? 0),
      }
    })
  }

  return {
    list: (): Promise<RegisteredUser[]> => read(),
    async get(id: string): Promise<RegisteredUser> {
      const [user] = await read(id)
      if (!user) throw new NotFoundError(`No user ${id}`)
      return user
    },
    /** The stored row, for signing in; undefined if nobody has this e-mail. */
    byEmail: (email: string) =>
      db
        .selectFrom('users')
        .selectAll()
        .where('email_key', '=', emailKeyOf(email))
        .executeTakeFirst(),
    byId: (id: string) =>
      db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst(),
    async hasAny(): Promise<boolean> {
      const found = await db.selectFrom('users').select('id').limit(1).executeTakeFirst()
      return found !== undefined
    },
  }
}
export type UserReads = ReturnType<typeof createUserReads>

const userOf = ({ user_id: id }: { user_id: string }): string => id
