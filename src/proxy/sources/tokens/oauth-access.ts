import type { Access } from '#proxy/sources/transport/source-access.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { RefreshOutcome } from './token-refresh.ts'
import type { StoredTokens, TokenStore } from './token-store.ts'

export type AccessTimes = {
  /**
   * How long before its expiry a token is renewed; tokens with a shorter lifetime are renewed in
   * its last quarter.
   */
  early: number
  /** A token that expires sooner than this is no longer used. */
  margin: number
  /** How long a token is cached before the store is read again. */
  cache: number
  /** Time between reads while another process refreshes. */
  poll: number
  /** How long a caller waits for a renewal, which continues without it. */
  deadlineMs: number
  /** How long no renewal is attempted after a failed one. */
  rest: number
}

/** All in milliseconds. */
export const accessTimes: AccessTimes = {
  early: 5 * 60_000,
  margin: 30_000,
  cache: 2000,
  poll: 100,
  deadlineMs: 20_000,
  rest: 5000,
}

type Options = {
  sourceId: string
  tokens: TokenStore
  /** Refreshes the tokens of `version`; resolves to the outcome. */
  refresh: (version: number) => Promise<RefreshOutcome>
  /**
   * Called with errors for which no caller waits, and when a user has to connect the source again.
   */
  onError?: (error: unknown) => void
  times?: AccessTimes
  /** The wall clock, by which tokens expire. */
  now?: () => number
  /** A monotonic clock, for waits. */
  elapsed?: () => number
}

export type OAuthAccess = Access & {
  /** Waits for renewals in flight; starts no more. */
  close: () => Promise<void>
}

/** Provides tokens from the store, renewed once for all callers of all processes. */
export function createOAuthAccess(options: Options): OAuthAccess {
  const { sourceId, tokens, refresh, onError = () => {}, times = accessTimes } = options
  const { now = Date.now, elapsed = () => performance.now() } = options
  const underWay = new Map<number, Promise<StoredTokens | undefined>>()
  let cached: { stored: StoredTokens; until: number } | undefined
  let failed: { error: SourceError; until: number } | undefined
  let renewed: { version: number; at: number } | undefined
  let isClosed = false

  async function look(): Promise<StoredTokens | undefined> {
    const stored = await tokens.read(sourceId)
    cached = stored && { stored, until: elapsed() + times.cache }
    return stored
  }

  /**
   * The tokens after `version`; undefined if a user has to connect the source again; throws
   * `SourceError`.
   */
  function after(version: number): Promise<StoredTokens | undefined> {
    const known = underWay.get(version)
    if (known) return known
    const renewal = renew(version).finally(() => underWay.delete(version))
    underWay.set(version, renewal)
    return renewal
  }

  async function renew(version: number): Promise<StoredTokens | undefined> {
    const until = elapsed() + times.deadlineMs
    for (;;) {
      const stored = await look()
      if (!stored) return undefined
      if (stored.version !== version) return stored
      if (stored.isRevoked) {
        onError(disconnected())
        return undefined
      }
      if (failed && elapsed() < failed.until) throw failed.error
      if (elapsed() > until || isClosed)
        throw new SourceError('timeout', `Source ${sourceId}: no token in time`)
      if (stored.leasedFor > 0) await pause(times.poll)
      else await tryOnce(version, until - elapsed())
    }
  }

  async function tryOnce(version: number, deadlineMs: number) {
    const outcome = await Promise.race([refresh(version), pause(deadlineMs)])
    if (outcome === 'stored') renewed = { version: version + 1, at: elapsed() }
    if (outcome === 'taken') await pause(times.poll)
    const error = outcome && errorOf(outcome)
    if (!error) return
    failed = { error, until: elapsed() + times.rest }
    throw error
  }

  function errorOf(outcome: RefreshOutcome): SourceError | undefined {
    switch (outcome) {
      case 'stored':
      case 'taken':
      case 'revoked':
        return undefined
      case 'rejected':
        return new SourceError(
          'unauthorized',
          `Source ${sourceId}: its client id, secret or redirect address is rejected, or its url is that of another account; see the sources file`,
        )
      case 'moved':
        return new SourceError(
          'moved',
          `Source ${sourceId}: its address has no token endpoint any more; compare its url in the sources file with the address of the account`,
        )
      case 'failed':
        return new SourceError('unreachable', `Source ${sourceId}: no new token could be obtained`)
    }
  }

  const disconnected = () =>
    new SourceError(
      'unauthorized',
      `Source ${sourceId} has to be connected by a person: npm run connect -- ${sourceId}`,
    )

  return {
    async current() {
      const stored = cached && elapsed() < cached.until ? cached.stored : await look()
      if (!stored) throw disconnected()
      const { accessToken, expiresAt, issuedAt, version, isRevoked } = stored
      const left = expiresAt - now()
      const early = Math.min(times.early, (expiresAt - issuedAt) / 4)
      if (left > early || (isRevoked && left > 0)) return accessToken
      if (left > Math.min(times.margin, early / 2)) {
        const isResting = failed !== undefined && elapsed() < failed.until
        if (!isResting && !underWay.has(version)) after(version).catch(onError)
        return accessToken
      }
      const next = await after(version)
      if (!next) throw disconnected()
      return next.accessToken
    },

    async renew(rejectedToken) {
      const stored = await look()
      if (!stored) return undefined
      if (stored.accessToken !== rejectedToken) return stored.accessToken
      // If the source rejects a token it has just issued, the cause is not the token.
      const isJustMade = renewed?.version === stored.version && elapsed() < renewed.at + times.rest
      if (isJustMade) return undefined
      return (await after(stored.version))?.accessToken
    },

    async close() {
      isClosed = true
      await Promise.allSettled(underWay.values())
    },
  }
}

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
