import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { everySource, role, type Role } from '#contract/api/roles.ts'
import type { GivenRole, UserChange } from '#contract/api/registered-users.ts'
import type { LinkPurpose } from '#contract/api/sign-in.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { LastAdminError } from './auth-errors.ts'
import { emailKeyOf } from './email-key.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import type { Sessions } from './sessions.ts'

type Db = Kysely<Tables>
type Options = { store: Store; sessions: Sessions; links: OneTimeLinks }

export type NewUser = { email: string; name: string; roles: readonly GivenRole[] }

/** Changes of users and of what they may do, for all processes of one database. */
export function createUserChanges({ store, sessions, links }: Options) {
  const { db } = store

  /** One change at a time, so that two of them cannot each leave the other one's admin. */
  function change<T>(work: (trx: Db) => Promise<T>): Promise<T> {
    return db.transaction().execute(async (trx) => {
      await trx
        .updateTable('people_state')
        .set(({ eb }) => ({ version: eb('version', '+', 1) }))
        .execute()
      const hadAdmin = await hasAdmin(trx)
      const result = await work(trx)
      if (hadAdmin && !(await hasAdmin(trx))) throw new LastAdminError()
      return result
    })
  }

  async function insertUser(trx: Db, { email, name, roles }: NewUser): Promise<string> {
    const id = randomUUID()
    checkRoles(roles)
    const { numInsertedOrUpdatedRows: inserted } = await trx
      .insertInto('users')
      .values({
        id,
        email: email.trim(),
        email_key: emailKeyOf(email),
        name,
        password_hash: null,
        disabled_at: null,
        created_at: store.now,
        last_seen_at: null,
      })
      .onConflict((conflict) => conflict.column('email_key').doNothing())
      .executeTakeFirst()
    if (inserted === 0n) throw emailTaken()
    await trx
      .insertInto('user_roles')
      .values(
        roles.map(({ source, role: given }) => ({ user_id: id, source_id: source, role: given })),
      )
      .execute()
    if (!(await hasAdmin(trx)))
      throw new InvalidInputError([{ name: 'roles', message: 'the first user has to be an admin' }])
    return id
  }

  const rolesOf = async (trx: Db, userId: string) =>
    trx.selectFrom('user_roles').selectAll().where('user_id', '=', userId).execute()

  return {
    /** Adds somebody, with a link by which they set their password. */
    add: (user: NewUser) =>
      change(async (trx) => {
        const id = await insertUser(trx, user)
        return { id, link: await links.make(id, 'invite', trx) }
      }),

    /** Adds somebody who signs in without a password, within another change. */
    addWithin: (trx: Db, user: NewUser): Promise<string> => insertUser(trx, user),
    /** Runs a change of several steps, which is complete or does not happen. */
    change,

    update: (id: string, { name, email }: UserChange) =>
      change(async (trx) => {
        await requireUser(trx, id)
        if (email !== undefined) {
          const taken = await trx
            .selectFrom('users')
            .select('id')
            .where('email_key', '=', emailKeyOf(email))
            .where('id', '!=', id)
            .executeTakeFirst()
          if (taken) throw emailTaken()
        }
        const changed = {
          ...(name !== undefined && { name }),
          ...(email !== undefined && { email: email.trim(), email_key: emailKeyOf(email) }),
        }
        if (Object.keys(changed).length > 0)
          await trx.updateTable('users').set(changed).where('id', '=', id).execute()
      }),

    /** Ends all sessions of the user, unless it is their role already. */
    setRole: (id: string, scope: string, given: Role) =>
      change(async (trx) => {
        await requireUser(trx, id)
        const former = await rolesOf(trx, id)
        if (former.some((row) => row.source_id === scope && row.role === given)) return
        const others = former.filter(({ source_id: source }) => source !== scope)
        const stay = given === 'admin' ? [] : others
        checkRoles([
          ...stay.map((row) => ({ source: row.source_id, role: role.parse(row.role) })),
          { source: scope, role: given },
        ])
        await trx.deleteFrom('user_roles').where('user_id', '=', id).execute()
        const rows = [...stay, { user_id: id, source_id: scope, role: given }]
        await trx.insertInto('user_roles').values(rows).execute()
        await sessions.endAll(id, null, trx)
      }),

    /** Ends all sessions of the user, unless they had no such role. */
    removeRole: (id: string, scope: string) =>
      change(async (trx) => {
        await requireUser(trx, id)
        const { numDeletedRows } = await trx
          .deleteFrom('user_roles')
          .where('user_id', '=', id)
          .where('source_id', '=', scope)
          .executeTakeFirst()
        if (numDeletedRows > 0n) await sessions.endAll(id, null, trx)
      }),

    /** `user`: null if they are nobody there. */
    setSourceUser: (id: string, sourceId: string, user: number | null) =>
      change(async (trx) => {
        await requireUser(trx, id)
        await trx
          .deleteFrom('source_users')
          .where('user_id', '=', id)
          .where('source_id', '=', sourceId)
          .execute()
        if (user === null) return
        const row = { user_id: id, source_id: sourceId, source_user_id: user }
        await trx.insertInto('source_users').values(row).execute()
      }),

    /** Ends every way in; what they have done stays theirs. */
    disable: (id: string) =>
      change(async (trx) => {
        await requireUser(trx, id)
        await trx
          .updateTable('users')
          .set({ disabled_at: sql<number>`coalesce(disabled_at, ${store.now})` })
          .where('id', '=', id)
          .execute()
        await sessions.endAll(id, null, trx)
        await trx.deleteFrom('one_time_links').where('user_id', '=', id).execute()
        await trx.deleteFrom('known_devices').where('user_id', '=', id).execute()
        await trx
          .updateTable('api_keys')
          .set({ revoked_at: store.now })
          .where('user_id', '=', id)
          .where('revoked_at', 'is', null)
          .execute()
      }),

    enable: (id: string) =>
      change(async (trx) => {
        await requireUser(trx, id)
        await trx.updateTable('users').set({ disabled_at: null }).where('id', '=', id).execute()
      }),

    remove: (id: string) =>
      change(async (trx) => {
        await requireUser(trx, id)
        for (const table of tablesOfUser)
          await trx.deleteFrom(table).where('user_id', '=', id).execute()
        await trx.deleteFrom('users').where('id', '=', id).execute()
      }),

    /** An invitation for who has no password yet, else a reset; the present password stays good. */
    newLink: (id: string) =>
      change(async (trx) => {
        const user = await requireUser(trx, id)
        if (user.disabled_at !== null)
          throw new InvalidInputError([{ name: 'user', message: 'is disabled: enable them first' }])
        const purpose: LinkPurpose = user.password_hash === null ? 'invite' : 'reset'
        return links.make(id, purpose, trx)
      }),
  }
}
export type UserChanges = ReturnType<typeof createUserChanges>

/** What belongs to a user and is removed with them. */
const tablesOfUser = [
  'identities',
  'user_roles',
  'source_users',
  'sessions',
  'one_time_links',
  'known_devices',
  'api_keys',
] as const

async function requireUser(trx: Db, id: string) {
  const user = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (!user) throw new NotFoundError(`No user ${id}`)
  return user
}

/** Whether somebody can change everything: an admin who is not disabled. */
async function hasAdmin(trx: Db): Promise<boolean> {
  const found = await trx
    .selectFrom('users')
    .innerJoin('user_roles', 'user_roles.user_id', 'users.id')
    .select('users.id')
    .where('users.disabled_at', 'is', null)
    .where('user_roles.role', '=', 'admin')
    .where('user_roles.source_id', '=', everySource)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** An admin is one of the whole installation, and has no other role at some source. */
function checkRoles(roles: readonly GivenRole[]): void {
  const issues: string[] = []
  const isAdmin = roles.some((given) => given.role === 'admin')
  if (roles.some((given) => given.role === 'admin' && given.source !== everySource))
    issues.push('an admin is one of the whole installation and not of one source')
  else if (isAdmin && roles.length > 1) issues.push('an admin has no other role at some source')
  if (new Set(roles.map(({ source }) => source)).size < roles.length)
    issues.push('there are two roles at one source')
  if (issues.length > 0)
    throw new InvalidInputError(issues.map((message) => ({ name: 'roles', message })))
}

const emailTaken = () =>
  new InvalidInputError([{ name: 'email', message: 'is registered already' }])
