import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Transport } from '#proxy/sources/transport/transport.ts'
import { askForTokens, isSpent, type Client } from './token-endpoint.ts'
import type { FreshTokens, TokenStore } from './token-store.ts'

/**
 * How a refresh ended: the new pair stands; somebody else is at it or was before us; the refresh
 * token is used up; the source does not know our client; nothing came of it for now.
 */
const refreshOutcomes = ['stored', 'taken', 'revoked', 'rejected', 'failed'] as const
export type RefreshOutcome = (typeof refreshOutcomes)[number]

const firstExitCode = 20 // past those Node ends with by itself
export const exitCodeOf = (outcome: RefreshOutcome): number =>
  firstExitCode + refreshOutcomes.indexOf(outcome)
/** Undefined where the process did not come to an end of its own. */
export const outcomeOf = (exitCode: number | null): RefreshOutcome | undefined =>
  exitCode === null ? undefined : refreshOutcomes[exitCode - firstExitCode]

export type RefreshTask = { sourceId: string; version: number; owner: string; client: Client }

export type RefreshTimes = {
  /** How long the right to refresh lasts; whoever holds it is done or dead by then. All in ms. */
  lease: number
  /** All calls of the token endpoint together; less than the lease. */
  asking: number
  /** Before the first repeat; doubles each time. */
  firstWait: number
  /** How long storing is tried: the pair in hand is the only good one. */
  storing: number
}

export const refreshTimes: RefreshTimes = {
  lease: 30_000,
  asking: 25_000,
  firstWait: 300,
  storing: 300_000,
}

type Needs = { tokens: TokenStore; send: Transport; times?: RefreshTimes }

/** Turns version n of a source's tokens into n + 1: leases, asks, stores before anybody may use it. */
export async function refreshTokens(task: RefreshTask, needs: Needs): Promise<RefreshOutcome> {
  const { sourceId, version, owner } = task
  const { tokens, times = refreshTimes } = needs
  const until = Date.now() + times.asking
  if (!(await tokens.lease(sourceId, version, owner, times.lease))) return 'taken'
  try {
    const stored = await tokens.read(sourceId)
    if (stored?.version !== version) return 'taken'
    const fresh = await askAgain(stored.refreshToken, task.client, until, { ...needs, times })
    return (await keep(fresh, task, { ...needs, times })) ? 'stored' : 'taken'
  } catch (error) {
    if (!isSpent(error)) return isRejection(error) ? 'rejected' : 'failed'
    await tokens.revoke(sourceId, version, owner)
    return 'revoked'
  } finally {
    await tokens.release(sourceId, owner)
  }
}

/**
 * Asks until there is a plain answer or no time. A refresh token may be shown again after any
 * stumble: either the source has not used it up, or its answer is lost and there is nothing to lose.
 */
async function askAgain(
  refreshToken: string,
  client: Client,
  until: number,
  { send, times }: { send: Transport; times: RefreshTimes },
): Promise<FreshTokens> {
  for (let tried = 1; ; tried++) {
    try {
      const signal = AbortSignal.timeout(Math.max(1, until - Date.now()))
      return await askForTokens(send, client, { kind: 'refresh', refreshToken }, signal)
    } catch (error) {
      const asked = error instanceof SourceError ? error.retryAfter : undefined
      const wait = asked === undefined ? times.firstWait * 2 ** (tried - 1) : asked * 1000
      if (!isStumble(error) || Date.now() + wait >= until) throw error
      await pause(wait)
    }
  }
}

/** False where a person has connected the source anew meanwhile. */
async function keep(
  fresh: FreshTokens,
  { sourceId, version }: RefreshTask,
  { tokens, times }: { tokens: TokenStore; times: RefreshTimes },
): Promise<boolean> {
  const until = Date.now() + times.storing
  for (;;) {
    try {
      return await tokens.replace(sourceId, version, fresh)
    } catch (error) {
      if (Date.now() > until) throw error
      await pause(times.firstWait)
    }
  }
}

function isStumble(error: unknown): boolean {
  if (!(error instanceof SourceError)) return false
  return ['rate_limited', 'unreachable', 'timeout', 'invalid_response'].includes(error.failure)
}

const isRejection = (error: unknown): boolean =>
  error instanceof SourceError && ['unauthorized', 'rejected'].includes(error.failure)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
