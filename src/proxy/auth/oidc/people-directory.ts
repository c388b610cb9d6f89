import type { Kysely } from 'kysely'
import type { UserChanges } from '#proxy/auth/user-changes.ts'
import { LastAdminError } from '#proxy/auth/auth-errors.ts'
import { emailKeyOf } from '#proxy/auth/email-key.ts'
import type { Sessions } from '#proxy/auth/sessions.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { KnownPerson, SignInDirectory } from './person-matching.ts'

type Options = {
  store: Store
  changes: Pick<UserChanges, 'change' | 'addWithin'>
  sessions: Pick<Sessions, 'endAll'>
}

type Identity = { issuer: string; sub: string }

/** The registered people, as a sign-in at a provider reads and changes them. */
export function createPeopleDirectory({ store, changes, sessions }: Options): SignInDirectory {
  const { db } = store
  const { change, addWithin } = changes

  const insertIdentity = async (trx: Kysely<Tables>, userId: string, identity: Identity) =>
    trx
      .insertInto('identities')
      .values({ ...identity, user_id: userId, created_at: store.now })
      .execute()

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
      change(async (trx) => {
        const former = await trx
          .selectFrom('identities')
          .select('sub')
          .where('user_id', '=', id)
          .where('issuer', '=', identity.issuer)
          .executeTakeFirst()
        if (former) return former.sub === identity.sub
        await insertIdentity(trx, id, identity)
        return true
      }),

    unlink: (id) =>
      change(async (trx) => {
        await trx.deleteFrom('identities').where('user_id', '=', id).execute()
        await sessions.endAll(id, null, trx)
      }),

    async createAllowed({ email, name, identity, roles }) {
      try {
        return await change(async (trx) => {
          const id = await addWithin(trx, { email, name: name ?? '', roles })
          await insertIdentity(trx, id, identity)
          return { id, isDisabled: false }
        })
      } catch (error) {
        if (error instanceof InvalidInputError) return undefined
        throw error
      }
    },

    async setRoles(id, roles) {
      try {
        await change(async (trx) => {
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
          await sessions.endAll(id, null, trx)
        })
        return true
      } catch (error) {
        if (error instanceof LastAdminError) return false
        throw error
      }
    },
  }
}

const personOf = (user: { id: string; disabled_at: number | null }): KnownPerson => ({
  id: user.id,
  isDisabled: user.disabled_at !== null,
})

const textOf = (row: { source_id: string; role: string }) => `${row.source_id} ${row.role}`

const isSameSet = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one))
