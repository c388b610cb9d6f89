import type { Kysely } from 'kysely'
import type { UserChanges } from '#proxy/auth/user-changes.ts'
import { LastAdminError } from '#proxy/auth/auth-errors.ts'
import { emailKeyOf } from '#proxy/auth/email-key.ts'
import type { Sessions } from '#proxy/auth/sessions.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import { endedDetails, noteAdded, noteRoles, rolesOfRows } from '#proxy/auth/user-notes.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { KnownPerson, SignInDirectory } from './person-matching.ts'

type Options = {
  store: Store
  changes: Pick<UserChanges, 'change' | 'addWithin'>
  sessions: Pick<Sessions, 'endAll'>
  /** Who changes people: an admin, or the provider at which somebody signs in. */
  by: Actor
}

type Identity = { issuer: string; sub: string }

/** The registered people, as a sign-in at a provider reads and changes them. */
export function createPeopleDirectory({ store, changes, sessions, by }: Options): SignInDirectory {
  const { db } = store
  const { change, addWithin } = changes

  const insertIdentity = async (trx: Kysely<Tables>, userId: string, identity: Identity) =>
    trx
      .insertInto('identities')
      .values({ ...identity, user_id: userId, created_at: store.now })
      .execute()

  const emailOf = async (trx: Kysely<Tables>, id: string): Promise<string> =>
    (await trx.selectFrom('users').select('email').where('id', '=', id).executeTakeFirstOrThrow())
      .email

  return {
    async findByIdentity(issuer, sub) {
      const user = await db
        .selectFrom('identities')
        .innerJoin('users', 'users.id', 'identities.user_id')
        .select(['users.id', 'users.disabled_at'])
        .where('issuer', '=', issuer)
        .where('sub', '=', sub)
        .executeTakeFirst()
      return user && personOf(user)
    },

    async findByEmail(email) {
      const user = await db
        .selectFrom('users')
        .select(['id', 'disabled_at'])
        .where('email_key', '=', emailKeyOf(email))
        .executeTakeFirst()
      return user && personOf(user)
    },

    // One change at a time: two sign-ins cannot both find that there is no identity yet.
    linkIdentity: (id, identity) =>
      change(by, async (trx, note) => {
        const former = await trx
          .selectFrom('identities')
          .select('sub')
          .where('user_id', '=', id)
          .where('issuer', '=', identity.issuer)
          .executeTakeFirst()
        if (former) return former.sub === identity.sub
        await insertIdentity(trx, id, identity)
        const details = [identityDetail(null, identity.issuer)]
        note({ action: 'userChange', subject: await emailOf(trx, id), details })
        return true
      }),

    unlink: (id) =>
      change(by, async (trx, note) => {
        const former = await trx
          .deleteFrom('identities')
          .where('user_id', '=', id)
          .returning('issuer')
          .execute()
        const ended = endedDetails(await sessions.endAll(id, null, trx))
        const details = [...former.map(({ issuer }) => identityDetail(issuer, null)), ...ended]
        if (details.length > 0)
          note({ action: 'userChange', subject: await emailOf(trx, id), details })
      }),

    async createAllowed({ email, name, identity, roles }) {
      try {
        return await change(by, async (trx, note) => {
          const id = await addWithin(trx, { email, name: name ?? '', roles })
          await insertIdentity(trx, id, identity)
          noteAdded(note, { email, roles }, [identityDetail(null, identity.issuer)])
          return { id, isDisabled: false }
        })
      } catch (error) {
        if (error instanceof InvalidInputError) return undefined
        throw error
      }
    },

    async setRoles(id, roles) {
      try {
        await change(by, async (trx, note) => {
          const former = await trx
            .selectFrom('user_roles')
            .selectAll()
            .where('user_id', '=', id)
            .execute()
          const rows = roles.map((one) => ({
            user_id: id,
            source_id: one.source,
            role: one.role,
          }))
          if (isSameSet(rows.map(textOf), former.map(textOf))) return
          await trx.deleteFrom('user_roles').where('user_id', '=', id).execute()
          if (rows.length > 0) await trx.insertInto('user_roles').values(rows).execute()
          const ended = endedDetails(await sessions.endAll(id, null, trx))
          const email = await emailOf(trx, id)
          noteRoles(note, email, rolesOfRows(former), rolesOfRows(rows), ended)
        })
        return true
      } catch (error) {
        if (error instanceof LastAdminError) return false
        throw error
      }
    },
  }
}

/** An account at a provider, named by its issuer: who has it there is known by an ID that says nothing. */
const identityDetail = (before: string | null, after: string | null) => ({
  attribute: 'identity',
  before,
  after,
})

const personOf = (user: { id: string; disabled_at: number | null }): KnownPerson => ({
  id: user.id,
  isDisabled: user.disabled_at !== null,
})

const textOf = (row: { source_id: string; role: string }) => `${row.source_id} ${row.role}`

const isSameSet = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one))
