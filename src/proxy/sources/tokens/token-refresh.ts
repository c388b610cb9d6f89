import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Transport } from '#proxy/sources/transport/transport.ts'
import { askForTokens, isSpent, type Client } from './token-endpoint.ts'
import type { FreshTokens, TokenStore } from './token-store.ts'

/**
 * The outcome of a refresh: the new tokens are stored; another process is refreshing or was faster;
 * the refresh token is revoked; the source rejects the client; a temporary failure; the account has
 * moved.
 */
const refreshOutcomes = ['stored', 'taken', 'revoked', 'rejected', 'failed', 'moved'] as const
export type RefreshOutcome = (typeof refreshOutcomes)[number]

const firstExitCode = 20 // higher than those used by Node itself
export const exitCodeOf = (outcome: RefreshOutcome): number =>
  firstExitCode + refreshOutcomes.indexOf(outcome)
/** Undefined if the process was killed. */
export const outcomeOf = (exitCode: number | null): RefreshOutcome | undefined =>
  exitCode === null ? undefined : refreshOutcomes[exitCode - firstExitCode]

export type RefreshTask = { sourceId: string; version: number; owner: string; client: Client }

export type RefreshTimes = {
  /** The lease of a refresh; when it expires, its holder has finished or died. All times in ms. */
  lease: number
  /** All calls of the token endpoint together; shorter than the lease. */
  asking: number
  /** Wait before the first retry; doubles each time. */
  firstWait: number
  /** How long storing is retried, because the new tokens are the only valid ones. */
  storing: number
}

export const refreshTimes: RefreshTimes = {
  lease: 30_000,
  asking: 25_000,
  firstWait: 300,
  storing: 300_000,
}

type Needs = { tokens: TokenStore; send: Transport; times?: RefreshTimes }

/**
 * Refreshes version n of a source's tokens to n + 1: acquires the lease, requests tokens, and
 * stores them before use.
 */
export async function refreshTokens(task: RefreshTask, needs: Needs): Promise<RefreshOutcome> {
  const { sourceId, version, owner } = task
  const { tokens, times = refreshTimes } = needs
  const until = performance.now() + times.asking
  if (!(await tokens.lease(sourceId, version, owner, times.lease))) return 'taken'
  try {
    const stored = await tokens.read(sourceId)
    if (stored?.version !== version) return 'taken'
    const fresh = await askAgain(stored.refreshToken, task.client, until, { ...needs, times })
    return (await keep(fresh, task, { ...needs, times })) ? 'stored' : 'taken'
  } catch (error) {
    if (isMoved(error)) return 'moved'
    if (!isSpent(error)) return isRejection(error) ? 'rejected' : 'failed'
    await tokens.revoke(sourceId, version, owner)
    return 'revoked'
  } finally {
    await tokens.release(sourceId, owner)
  }
}

/**
 * Requests tokens until there is a clear response or the time is over. A refresh token may be sent
 * again after any temporary failure: either it is still valid, or its response is lost and nothing
 * more can be lost.
 */
async function askAgain(
  refreshToken: string,
  client: Client,
  until: number,
  { send, times }: { send: Transport; times: RefreshTimes },
): Promise<FreshTokens> {
  for (let tried = 1; ; tried++) {
    try {
      const signal = AbortSignal.timeout(Math.max(1, Math.ceil(until - performance.now())))
      return await askForTokens(send, client, { kind: 'refresh', refreshToken }, signal)
    } catch (error) {
      const asked = error instanceof SourceError ? error.retryAfter : undefined
      const wait = asked === undefined ? times.firstWait * 2 ** (tried - 1) : asked * 1000
      if (!isStumble(error) || performance.now() + wait >= until) throw error
      await pause(wait)
    }
  }
}

/** False if the source was connected again meanwhile. */
async function keep(
  fresh: FreshTokens,
  { sourceId, version }: RefreshTask,
  { tokens, times }: { tokens: TokenStore; times: RefreshTimes },
): Promise<boolean> {
  const until = performance.now() + times.storing
  for (;;) {
    try {
      return await tokens.replace(sourceId, version, fresh)
    } catch (error) {
      if (performance.now() > until) throw error
      await pause(times.firstWait)
    }
  }
}

function isStumble(error: unknown): boolean {
  if (!(error instanceof SourceError)) return false
  return ['rate_limited', 'unreachable', 'timeout', 'invalid_response'].includes(error.failure)
}

const isMoved = (error: unknown): boolean =>
  error instanceof SourceError && error.failure === 'moved'

const isRejection = (error: unknown): boolean =>
  error instanceof SourceError && ['unauthorized', 'rejected'].includes(error.failure)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
