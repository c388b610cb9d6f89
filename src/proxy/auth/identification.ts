import type { Role } from '#contract/api/roles.ts'
import type { SessionMode } from '#contract/api/session.ts'
import { localActor, type Actor } from '#proxy/sources/transport/source-call.ts'
import { stateFailureOf } from '#proxy/store/state-failure.ts'
import {
  accessAs,
  localAccess,
  noAccess,
  registeredAccess,
  sharedAccess,
  type Access,
  type AccessFacts,
  type GroupOf,
  type Via,
} from './access.ts'
import type { Present, PresentSession, RegisteredPeople } from './registered-people.ts'

/** What a request shows of whoever makes it. */
export type Shown = {
  /** The secret of a session. */
  session: string | undefined
  /** The secret after `Authorization: Bearer`: then nothing else counts. */
  key: string | undefined
  /** The IP address from which it comes. */
  address: string
  /** Whom the reverse proxy has signed in; already proven to come from it. */
  proxyUser: string | undefined
  /** The role as which the demo is looked at. */
  demoRole: Role | undefined
}

export type Identified = {
  access: Access
  mode: SessionMode
  /** Of the people who are registered; 0 where nobody is. */
  version: number
  session: PresentSession | null
  /** The ID of the API key by which the request is made. */
  key: string | null
  facts: AccessFacts | null
  /** Whom the reverse proxy names, if nobody is registered by that e-mail. */
  unknownUser: string | null
}

/** What an API key may do, and of whom; throws for a wrong one. */
export type FindKey = (
  shown: { key: string; address: string },
  factsOf: (userId: string) => Promise<AccessFacts | null>,
  groupOf: GroupOf,
) => Promise<{ access: Access; facts: AccessFacts; key: string }>

type Options = {
  people: Pick<RegisteredPeople, 'present' | 'byId' | 'byEmail'> | undefined
  groupOf: GroupOf
  findKey?: FindKey | undefined
  /** Where nobody is registered. */
  place: Place
}

/** Where the proxy is. */
export type Place = {
  isDemo: boolean
  /** A reverse proxy signs people in. */
  hasReverseProxy: boolean
  /** Other machines get here without being signed in. */
  isOpen: boolean
  /** People sign in at a provider: nobody is let in without, before the first one as well. */
  hasOpenId?: boolean
}

const nobodyThere = { version: 0, session: null, key: null, facts: null, unknownUser: null }

/** Determines who makes a request. */
export function createIdentification({ people, groupOf, findKey, place }: Options) {
  /** Whether anybody was registered when the state could be read last. */
  let hadUsers: boolean | undefined

  /**
   * While the state cannot be read, it stays as it was where nobody is registered; everybody else could
   * not be told from somebody who was signed out.
   */
  async function present(secret: string | undefined): Promise<Present | null> {
    // The demo has data of the mock only, and stays open.
    if (!people || place.isDemo) return null
    try {
      const found = await people.present(secret)
      hadUsers = found.hasUsers
      return found.hasUsers ? found : null
    } catch (error) {
      if (hadUsers !== false || stateFailureOf(error) === undefined) throw error
      return null
    }
  }

  function unregistered({ key, proxyUser, demoRole }: Shown): Identified {
    if (key !== undefined || (place.hasOpenId && !place.isDemo))
      return { ...nobodyThere, access: noAccess, mode: 'registered' }
    if (place.isDemo) {
      const access = accessAs(demoRole ?? 'admin', { actor: localActor, via: 'demo' })
      return { ...nobodyThere, access, mode: 'demo' }
    }
    // It does not start so; but the last user may be gone with a backup that was restored.
    if (place.isOpen) return { ...nobodyThere, access: noAccess, mode: 'registered' }
    if (!place.hasReverseProxy) return { ...nobodyThere, access: localAccess, mode: 'single' }
    const user = proxyUser?.slice(0, 200)
    const actor = user === undefined ? localActor : { id: user, name: user, address: null }
    return { ...nobodyThere, access: sharedAccess(actor), mode: 'shared' }
  }

  return async function identify(shown: Shown): Promise<Identified> {
    const { key, proxyUser } = shown
    const found = await present(key === undefined ? shown.session : undefined)
    if (!people || !found) return unregistered(shown)
    const { version } = found
    const base = { mode: 'registered' as const, version, session: null, key: null, facts: null }
    const as = (facts: AccessFacts, via: Via, session: PresentSession | null): Identified => ({
      ...base,
      access: registeredAccess(facts, { actor: actorOfFacts(facts), via }, groupOf),
      session,
      facts,
      unknownUser: null,
    })
    if (key !== undefined) {
      const { address } = shown
      const byId = (id: string) => people.byId(id, version)
      const ofKey = await findKey?.({ key, address }, byId, groupOf)
      return { ...base, ...(ofKey ?? { access: noAccess }), unknownUser: null }
    }
    // First, because another person may sit at a browser that still has a session.
    const named = proxyUser === undefined ? null : await people.byEmail(proxyUser, version)
    if (named) return as(named, 'reverseProxy', null)
    const { session } = found
    const facts = session && (await people.byId(session.userId, version))
    if (session && facts) return as(facts, 'session', session)
    return { ...base, access: noAccess, unknownUser: proxyUser?.slice(0, 200) ?? null }
  }
}

export const actorOfFacts = ({ userId, name, email }: AccessFacts): Actor => ({
  id: userId,
  name: name || email,
  address: null, // known of requests only
})
