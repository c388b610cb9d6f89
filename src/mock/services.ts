import { existsSync } from 'node:fs'
import { account } from './account-data.ts'
import type { V4Dialect } from '#mock/amo-v4/v4-dialect.ts'
import { createFaults, type FaultInput, type Faults } from './faults.ts'
import { openStore, type Store } from './mock-store.ts'
import { createRateLimiter, type RateLimiter } from './rate-limits.ts'
import { createReceivedRequests, type ReceivedRequests } from './received-requests.ts'
import { seedEnglishStore, seedFile, seedStore } from './seed.ts'
import { createWebhooks, type SendHook, type Webhooks } from './webhooks.ts'
import { createAccess, type Access } from './user-access.ts'

export type ServiceOptions = {
  /**
   * Number of listed contacts at the start; those in the trash and in incoming leads are
   * additional.
   */
  contacts?: number
  seed?: number
  /** The long-lived access token of the account's administrator. */
  token?: string
  /** Path of the data file, or `:memory:`. */
  data?: string
  /** A seeded store to start from: the result of its `serialize`. */
  content?: Uint8Array
  /** The clock, in milliseconds. */
  now?: () => number
  /** amoCRM requests per second and token; 0, the default, turns all limits off. */
  rate?: number
  /** WatBot requests per second; by default 2 if amoCRM has a limit. */
  botRate?: number
  faults?: FaultInput[]
  v4Dialect?: V4Dialect
  /** Sends webhooks; by default over HTTP. */
  sendHook?: SendHook
}

/** What routes and hooks need: data, users, faults, limits and switches. */
export type Services = {
  store: Store
  access: Access
  faults: Faults
  received: ReceivedRequests
  rate: RateLimiter
  webhooks: Webhooks
  v4Dialect: () => V4Dialect
  setV4Dialect: (dialect: V4Dialect) => void
  /** Makes the administrator's token valid again. */
  restoreToken: () => void
  /** Clears the data and seeds again. */
  reset: (options?: { contacts?: number; seed?: number }) => void
}

/** Opens the store, seeds it if it is empty, and creates everything that works on it. */
export function createServices(options: ServiceOptions = {}): Services {
  const { contacts = 10_000, seed = 1, token = 'demo-token' } = options
  const seedOptions = { contacts, seed }
  const { data = ':memory:' } = options
  if (data !== ':memory:' && !existsSync(data)) seedFile(data, seedOptions, options)
  const faults = createFaults(options.faults)
  const clock = options.now ?? Date.now
  const store = openStore({ ...options, now: () => clock() + faults.clockSkew() })
  const restoreToken = () => {
    const former = store.meta('token')
    if (former !== undefined && former !== token) store.tokens.remove(former)
    store.setMeta('token', token)
    const user_id = account.currentUserId
    store.tokens.issue({ token, kind: 'access', user_id, client_id: null, expires_at: null })
  }
  if (!store.meta('seeded')) seedStore(store, seedOptions)
  restoreToken()
  const perSecond = options.rate ?? 0
  const limits = { amo: perSecond, watbot: options.botRate ?? (perSecond === 0 ? 0 : 2) }

  let v4Dialect = options.v4Dialect ?? 'documented'
  return {
    store,
    v4Dialect: () => v4Dialect,
    setV4Dialect: (dialect) => void (v4Dialect = dialect),
    access: createAccess(store, faults),
    faults,
    received: createReceivedRequests(),
    rate: createRateLimiter(limits, clock),
    webhooks: createWebhooks({ store, send: options.sendHook }),
    restoreToken,
    reset(overrides = {}) {
      store.clear()
      seedStore(store, { ...seedOptions, ...overrides })
      restoreToken()
    },
  }
}

/**
 * The services of the account in the English edition of the v4 document (seed 002), which prints other
 * names for the same contact 3. It is in memory; tokens, limits and faults are those of `services`.
 */
export function createEnglishServices(
  services: Services,
  now: (() => number) | undefined,
): Services {
  const store = openStore(now ? { now } : {})
  seedEnglishStore(store)
  return {
    ...services,
    store,
    reset() {
      store.clear()
      seedEnglishStore(store)
    },
  }
}
