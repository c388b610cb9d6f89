import {
  localAccess,
  noAccess,
  registeredAccess,
  visibilityRuleOf,
  type Access,
  type AccessFacts,
} from './access.ts'
import { createEndedSessions } from './ended-sessions.ts'
import { actorOfFacts, createIdentification, type Place } from './identification.ts'
import { createApiKeys } from './keys/api-keys.ts'
import { cleanRateBuckets } from './keys/rate-buckets.ts'
import { createPeopleDirectory } from './oidc/people-directory.ts'
import { createOneTimeLinks } from './one-time-links.ts'
import { createPasswords, type PasswordHashing } from './passwords.ts'
import { createReadingLimit } from './reading-limit.ts'
import { createRegisteredPeople } from './registered-people.ts'
import { createRoleSettings } from './role-settings.ts'
import { createSessionWatch } from './session-watch.ts'
import { createSessions, touchInterval, type SessionSettings } from './sessions.ts'
import { createSignInThrottle } from './sign-in-throttle.ts'
import { createSigningIn } from './signing-in.ts'
import { createSourceGroups, type ListSourceUsers } from './source-groups.ts'
import { createUserChanges } from './user-changes.ts'
import { createUserReads } from './user-reads.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'

type Options = {
  store: Store
  listSourceUsers: ListSourceUsers
  settings?: SessionSettings
  hashing?: PasswordHashing
  /** This machine's clock in milliseconds since 1970, by which requests with keys are counted. */
  now?: (() => number) | undefined
  /** Milliseconds between two looks whether the sessions of open streams have ended. */
  watchInterval?: number
  onError?: (error: unknown) => void
}

const hour = 3_600_000

/** Who may use this installation: registering, signing in, and what each may do. */
export function createAuth(options: Options) {
  const { store, onError = () => {}, watchInterval = 2000 } = options
  const sessions = createSessions(store, options.settings)
  const links = createOneTimeLinks(store)
  const users = createUserReads(store)
  const changes = createUserChanges({ store, sessions, links })
  const throttle = createSignInThrottle(store)
  const keys = createApiKeys({ store, changes, now: options.now, onError })
  const passwords = createPasswords(options.hashing)
  const people = createRegisteredPeople(store, { touchAfter: touchInterval })
  const groups = createSourceGroups(options.listSourceUsers)
  const watch = createSessionWatch({ people, interval: watchInterval, onError })
  let cleaning: NodeJS.Timeout | undefined
  let recording: NodeJS.Timeout | undefined

  /** To be called before `visibility` of these sources is used: it may depend on a group. */
  async function prepare(
    facts: AccessFacts | null,
    access: Access,
    sourceIds: readonly string[],
  ): Promise<void> {
    if (!facts) return
    const needed = sourceIds.filter((id) => {
      const { role } = access.of(id)
      return role !== null && visibilityRuleOf(facts, id, role) === 'ownGroup'
    })
    await Promise.all(needed.map((id) => groups.load(id)))
  }

  /** What somebody may do now, on whose behalf something was ordered before. */
  async function accessOf(actor: Actor | null, sourceId: string): Promise<Access> {
    const id = actor?.id ?? null
    if (id === null || id === localAccess.actor.id) return localAccess
    const { hasUsers, version } = await people.present(undefined)
    if (!hasUsers) return localAccess
    const facts = await people.byId(id, version)
    if (!facts) return noAccess
    const who = { actor: actorOfFacts(facts), via: 'session' as const }
    const access = registeredAccess(facts, who, groups.groupOf)
    await prepare(facts, access, [sourceId])
    return access
  }

  return {
    users,
    changes,
    roles: createRoleSettings(store, changes),
    sessions,
    endedSessions: createEndedSessions({ store, sessions }),
    watch,
    signingIn: createSigningIn({ store, users, changes, sessions, links, throttle, passwords }),
    accessOf,
    prepare,
    reading: createReadingLimit(store, options.now),
    keys,
    /** For signing in at a provider; `by`: who changes people by it. */
    directory: (by: Actor) => createPeopleDirectory({ store, changes, sessions, by }),
    identification: (place: Place) =>
      createIdentification({ people, groupOf: groups.groupOf, findKey: keys.accessOf, place }),

    /** Deletes what has ended, now and every hour, and records keys that were refused more than once. */
    begin(): void {
      const clean = () =>
        void Promise.all([
          sessions.clean(),
          links.clean(),
          throttle.clean(),
          cleanRateBuckets(store),
        ]).catch(onError)
      clean()
      cleaning = setInterval(clean, hour)
      cleaning.unref()
      const record = () => void keys.recordRefused().catch(onError)
      record()
      recording = setInterval(record, hour / 12)
      recording.unref()
    },
    close(): void {
      clearInterval(cleaning)
      clearInterval(recording)
      watch.close()
    },
  }
}
export type Auth = ReturnType<typeof createAuth>
