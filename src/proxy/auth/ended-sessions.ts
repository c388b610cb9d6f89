import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { actorOfUser, recorded, recordedIn } from './recorded-change.ts'
import type { Sessions } from './sessions.ts'
import { endedDetails } from './user-notes.ts'

type Options = { store: Store; sessions: Sessions }

/** Sessions that somebody ends, with an entry in the audit log of who did. */
export function createEndedSessions({ store, sessions }: Options) {
  const userOf = (db: Store['db'], id: string) =>
    db.selectFrom('users').select(['id', 'name', 'email']).where('id', '=', id).executeTakeFirst()

  return {
    /** Signs the browser with this secret out; nothing if its session has ended already. */
    signOut: (secret: string, address: string): Promise<void> =>
      store.db.transaction().execute(async (trx) => {
        const id = await sessions.endOf(secret, trx)
        const user = id === undefined ? undefined : await userOf(trx, id)
        if (!user) return
        const by = actorOfUser(user, address)
        await recordedIn(trx, store, by, async (note) => note({ action: 'signOut' }))
      }),

    /** Ends one of somebody's sessions; false if they have no such session. */
    endOne: (userId: string, id: string, by: Actor): Promise<boolean> =>
      recorded(store, by, async (trx, note) => {
        const isEnded = await sessions.endOne(userId, id, trx)
        const user = isEnded ? await userOf(trx, userId) : undefined
        if (user) note({ action: 'sessionEnd', subject: user.email, details: endedDetails(1) })
        return isEnded
      }),

    /** Ends all sessions of somebody but for one. */
    endAll: (userId: string, exceptId: string | null, by: Actor): Promise<void> =>
      recorded(store, by, async (trx, note) => {
        const count = await sessions.endAll(userId, exceptId, trx)
        const user = count > 0 ? await userOf(trx, userId) : undefined
        if (user) note({ action: 'sessionEnd', subject: user.email, details: endedDetails(count) })
      }),
  }
}
