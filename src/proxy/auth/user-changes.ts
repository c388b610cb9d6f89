import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { everySource, role, type Role } from '#contract/api/roles.ts'
import type { GivenRole, UserChange } from '#contract/api/registered-users.ts'
import type { LinkPurpose } from '#contract/api/sign-in.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { LastAdminError } from './auth-errors.ts'
import { emailKeyOf } from './email-key.ts'
import { recordedIn, type Note } from './recorded-change.ts'
import { accountDetail, endedDetails, noteAdded, noteRoles, rolesOfRows } from './user-notes.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import type { Sessions } from './sessions.ts'

type Db = Kysely<Tables>
type Options = { store: Store; sessions: Sessions; links: OneTimeLinks }

export type NewUser = { email: string; name: string; roles: readonly GivenRole[] }

/** Changes of users and of what they may do, for all processes of one database. */
export function createUserChanges({ store, sessions, links }: Options) {
  const { db } = store

  /** One change at a time, so that two of them cannot each leave the other one's admin. `by`: its author. */
  function change<T>(by: Actor, work: (trx: Db, note: Note) => Promise<T>): Promise<T> {
    return db.transaction().execute(async (trx) => {
      await trx
        .updateTable('people_state')
        .set(({ eb }) => ({ version: eb('version', '+', 1) }))
        .execute()
      const hadAdmin = await hasAdmin(trx)
      const result = await recordedIn(trx, store, by, (note) => work(trx, note))
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
    add: (user: NewUser, by: Actor) =>
      change(by, async (trx, note) => {
        const id = await insertUser(trx, user)
        noteAdded(note, user, [{ attribute: 'link', after: 'invite' }])
        return { id, link: await links.make(id, 'invite', trx) }
      }),

    /** Adds somebody who signs in without a password, within another change. */
    addWithin: (trx: Db, user: NewUser): Promise<string> => insertUser(trx, user),
    /** Runs a change of several steps, which is complete or does not happen. */
    change,

    update: (id: string, { name, email }: UserChange, by: Actor) =>
      change(by, async (trx, note) => {
        const former = await requireUser(trx, id)
        if (email !== undefined) {
          const taken = await trx
            .selectFrom('users')
            .select('id')
            .where('email_key', '=', emailKeyOf(email))
            .where('id', '!=', id)
            .executeTakeFirst()
          if (taken) throw emailTaken()
        }
        const after = { name: name ?? former.name, email: email?.trim() ?? former.email }
        const details = (['name', 'email'] as const).flatMap((attribute) =>
          after[attribute] === former[attribute]
            ? []
            : [{ attribute, before: former[attribute], after: after[attribute] }],
        )
        if (details.length === 0) return
        const row = { ...after, email_key: emailKeyOf(after.email) }
        await trx.updateTable('users').set(row).where('id', '=', id).execute()
        note({ action: 'userChange', subject: former.email, details })
      }),

    /** Ends all sessions of the user, unless it is their role already. */
    setRole: (id: string, scope: string, given: Role, by: Actor) =>
      change(by, async (trx, note) => {
        const user = await requireUser(trx, id)
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
        const ended = endedDetails(await sessions.endAll(id, null, trx))
        noteRoles(note, user.email, rolesOfRows(former), rolesOfRows(rows), ended)
      }),

    /** Ends all sessions of the user, unless they had no such role. */
    removeRole: (id: string, scope: string, by: Actor) =>
      change(by, async (trx, note) => {
        const user = await requireUser(trx, id)
        const former = await rolesOf(trx, id)
        const rest = former.filter(({ source_id: source }) => source !== scope)
        if (rest.length === former.length) return
        await trx
          .deleteFrom('user_roles')
          .where('user_id', '=', id)
          .where('source_id', '=', scope)
          .execute()
        const ended = endedDetails(await sessions.endAll(id, null, trx))
        noteRoles(note, user.email, rolesOfRows(former), rolesOfRows(rest), ended)
      }),

    /** `user`: null if they are nobody there. */
    setSourceUser: (id: string, sourceId: string, user: number | null, by: Actor) =>
      change(by, async (trx, note) => {
        const { email } = await requireUser(trx, id)
        const former = await trx
          .deleteFrom('source_users')
          .where('user_id', '=', id)
          .where('source_id', '=', sourceId)
          .returning('source_user_id')
          .executeTakeFirst()
        const before = former?.source_user_id ?? null
        if (user !== null) {
          const row = { user_id: id, source_id: sourceId, source_user_id: user }
          await trx.insertInto('source_users').values(row).execute()
        }
        if (before === user) return
        const details = [{ attribute: 'sourceUser', before, after: user }]
        note({ action: 'userChange', subject: email, source: sourceId, details })
      }),

    /** Ends every way in; what they have done stays theirs. */
    disable: (id: string, by: Actor) =>
      change(by, async (trx, note) => {
        const user = await requireUser(trx, id)
        await trx
          .updateTable('users')
          .set({ disabled_at: sql<number>`coalesce(disabled_at, ${store.now})` })
          .where('id', '=', id)
          .execute()
        const ended = endedDetails(await sessions.endAll(id, null, trx))
        await trx.deleteFrom('one_time_links').where('user_id', '=', id).execute()
        await trx.deleteFrom('known_devices').where('user_id', '=', id).execute()
        const keys = await trx
          .updateTable('api_keys')
          .set({ revoked_at: store.now })
          .where('user_id', '=', id)
          .where('revoked_at', 'is', null)
          .returning('label')
          .execute()
        if (user.disabled_at !== null) return
        const details = [accountDetail('active', 'disabled'), ...ended]
        note({ action: 'userChange', subject: user.email, details })
        for (const { label } of keys)
          note({ action: 'keyRevoked', subject: label, details: [ownerDetail(user.email)] })
      }),

    enable: (id: string, by: Actor) =>
      change(by, async (trx, note) => {
        const user = await requireUser(trx, id)
        if (user.disabled_at === null) return
        await trx.updateTable('users').set({ disabled_at: null }).where('id', '=', id).execute()
        const details = [accountDetail('disabled', 'active')]
        note({ action: 'userChange', subject: user.email, details })
      }),

    remove: (id: string, by: Actor) =>
      change(by, async (trx, note) => {
        const user = await requireUser(trx, id)
        const former = rolesOfRows(await rolesOf(trx, id))
        for (const table of tablesOfUser)
          await trx.deleteFrom(table).where('user_id', '=', id).execute()
        // What only they could see; views that they shared are everybody's.
        await trx.deleteFrom('preferences').where('owner', '=', id).execute()
        await trx.deleteFrom('views').where('owner', '=', id).where('is_shared', '=', 0).execute()
        await trx.deleteFrom('users').where('id', '=', id).execute()
        const was = user.disabled_at === null ? 'active' : 'disabled'
        const details = [accountDetail(was, null)]
        note({ action: 'userChange', subject: user.email, details })
        noteRoles(note, user.email, former, [])
      }),

    /** An invitation for who has no password yet, else a reset; the present password stays good. */
    newLink: (id: string, by: Actor) =>
      change(by, async (trx, note) => {
        const user = await requireUser(trx, id)
        if (user.disabled_at !== null)
          throw new InvalidInputError([{ name: 'user', message: 'is disabled: enable them first' }])
        const purpose: LinkPurpose = user.password_hash === null ? 'invite' : 'reset'
        const details = [{ attribute: 'link', after: purpose }]
        note({ action: 'userChange', subject: user.email, details })
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

/** Whose key it was. */
const ownerDetail = (email: string) => ({ attribute: 'owner', after: email })
