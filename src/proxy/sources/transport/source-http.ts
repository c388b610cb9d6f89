import type { Access } from './source-access.ts'
import { readUpstreamAnswer, type ErrorShape } from './upstream-answer.ts'
import { withoutSignal, type Call, type Priority } from './source-call.ts'
import { SourceError } from './source-errors.ts'
import { isTooMuch } from './divided-read.ts'
import { createBackoff } from './backoff.ts'
import { createConnectionWatch, type Connection } from './connection.ts'
import { createCoalescedRead, type CoalescedRead } from './coalesced-read.ts'
import type { Pace, Slot } from './pace.ts'
import type { SourceClock } from './source-clock.ts'
import type { Transport, TransportRequest } from './transport.ts'

/** All in milliseconds. */
export type RetryPolicy = {
  /** Timeout of a single call. */
  callTimeout: number
  /** Limit of a request including waits and retries, by priority. */
  deadline: Record<Priority, number>
  maxTries: number
  /** Wait before the first retry if the source specifies none; doubles each time. */
  firstWait: number
  /** How long nothing is sent to the source after a block; doubles while it persists. */
  blockWait: number
}

export const defaultPolicy: RetryPolicy = {
  callTimeout: 15_000,
  // A user may join a prefetch: both have the same limit.
  deadline: {
    person: 25_000,
    prefetch: 25_000,
    verification: 25_000,
    bulk: 120_000,
    mirror: 120_000,
  },
  maxTries: 3,
  firstWait: 500,
  blockWait: 30_000,
}

/** Events for the metrics. */
export type Observer = {
  waited: (priority: Priority, ms: number) => void
  answered: (status: number | 'none', ms: number) => void
}

export type HttpOptions = {
  send: Transport
  pace: Pace
  access: Access
  /** Whose errors are the API's own word. */
  errorShape: ErrorShape
  policy?: RetryPolicy | undefined
  observer?: Observer | undefined
  /** Determines the time at the source from its responses. */
  clock?: SourceClock | undefined
  /** Headers of every request in addition to the token. */
  headers?: Record<string, string>
}

type Request = {
  method: TransportRequest['method']
  path: string
  body?: unknown
  headers?: Record<string, string>
}

export type SourceHttp = {
  /**
   * Reads `path`; returns the parsed JSON, or undefined for an empty response (204). Concurrent
   * identical reads share one request. Retried within the deadline; throws `SourceError`.
   */
  get: (path: string, call: Call, headers?: Record<string, string>) => Promise<unknown>
  /**
   * Writes; returns the parsed JSON or undefined. Sent again only if the source has certainly not
   * handled it: after a rejected token, "too many requests", or a failed connection. Any other
   * failure except a rejection by the API itself throws with `mayHaveHappened`.
   */
  write: (method: 'POST' | 'PATCH', path: string, body: unknown, call: Call) => Promise<unknown>
  /** What was last heard from the source; null: nothing yet. */
  connection: () => Connection | null
  /** Ends pauses that the source asked for; reads in flight are no longer shared. */
  release: () => void
}

/** The HTTP layer of every source: token, rate limit, timeouts, retries, classified errors. */
export function createSourceHttp(options: HttpOptions): SourceHttp {
  const {
    send,
    pace,
    access,
    errorShape,
    policy = defaultPolicy,
    observer,
    clock,
    headers = {},
  } = options
  const backoff = createBackoff(pace, policy)
  const { connection, watch } = createConnectionWatch()
  const underWay = new Map<string, CoalescedRead>()

  async function once(request: Request, token: string, deadline: AbortSignal): Promise<unknown> {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(policy.callTimeout)])
    const began = performance.now()
    const isWrite = request.method !== 'GET'
    const what = `${request.method} ${request.path}`
    const answer = await send({
      method: request.method,
      path: request.path,
      headers: {
        ...headers,
        ...request.headers,
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal,
    }).catch((cause: unknown) => {
      observer?.answered('none', performance.now() - began)
      const mayHaveHappened = isWrite && !wasNeverSent(cause)
      if (wasTooLarge(cause))
        throw new SourceError('invalid_response', `Response to ${what} is too large`, {
          mayHaveHappened,
          isTooLarge: true,
        })
      throw signal.aborted
        ? new SourceError('timeout', `No response to ${what} in time`, { cause, mayHaveHappened })
        : new SourceError('unreachable', `No connection for ${what}`, { cause, mayHaveHappened })
    })
    observer?.answered(answer.status, performance.now() - began)
    // Error responses may come from a server before the source, whose clock may differ.
    if (answer.status < 300) clock?.learn(answer)
    return readUpstreamAnswer(answer, { what, isWrite, errorShape })
  }

  /** Rate limits are retried more often than other failures. */
  const maxTriesFor = ({ failure }: SourceError) =>
    policy.maxTries * (failure === 'rate_limited' ? 2 : 1)

  async function run(request: Request, call: Call, onSlot: (slot: Slot) => void = () => {}) {
    const deadlineMs = call.deadlineMs ?? policy.deadline[call.priority]
    const timeout = AbortSignal.timeout(deadlineMs)
    const deadline = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout
    const until = performance.now() + deadlineMs
    let hasRenewed = false
    for (let tried = 1; ; tried++) {
      const waitingSince = performance.now()
      backoff.throwIfLongerThan(until - waitingSince, request.path)
      // Before the slot: a renewal takes seconds, and a granted slot must be used immediately.
      const token = await access.current()
      const slot = pace.requestSlot(call.priority, deadline, call.client)
      onSlot(slot)
      await slot.ready.catch((cause: unknown) => {
        if (!deadline.aborted) throw cause
        throw new SourceError('rate_limited', `No request slot for ${request.path} in time`, {
          cause,
        })
      })
      observer?.waited(call.priority, performance.now() - waitingSince)
      call.beforeSend?.()
      try {
        const body = await once(request, token, deadline)
        backoff.end()
        return body
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
        if (error.failure === 'unauthorized' && !error.mayHaveHappened && !hasRenewed) {
          hasRenewed = true
          if ((await access.renew(token)) !== undefined) continue
        }
        if (call.isDivisible && isTooMuch(error)) throw error
        const wait = backoff.after(error) ?? policy.firstWait * 2 ** (tried - 1)
        if (!mayRepeat(request, error) || tried >= maxTriesFor(error)) throw error
        if (performance.now() + wait > until) throw error
        await backoff.rest(wait)
      }
    }
  }

  return {
    get(path, call, extra = {}) {
      const { deadlineMs = '', isDivisible = false } = call
      const key = `${path} ${JSON.stringify(extra)} ${deadlineMs} ${isDivisible}`
      const known = call.isFresh ? undefined : underWay.get(key)
      return (known ?? coalesceRead(key, { path, extra, call })).join(call)
    },
    // A write is never aborted, because its outcome would be unknown.
    async write(method, path, body, call) {
      // Reads from now on, and again after the write, must not join a read that started before it.
      underWay.clear()
      try {
        const { beforeSend } = call
        const alone = { ...withoutSignal(call), ...(beforeSend && { beforeSend }) }
        return await watch(run({ method, path, body }, alone))
      } finally {
        underWay.clear()
      }
    },
    connection,
    release() {
      underWay.clear()
      backoff.release()
    },
  }

  function coalesceRead(
    key: string,
    { path, extra, call: first }: { path: string; extra: Record<string, string>; call: Call },
  ): CoalescedRead {
    const read = createCoalescedRead(
      first,
      (call, onSlot) => watch(run({ method: 'GET', path, headers: extra }, call, onSlot)),
      () => {
        if (underWay.get(key) === read) underWay.delete(key)
      },
    )
    underWay.set(key, read)
    return read
  }
}

/**
 * Whether a request may be repeated: reads after any temporary failure, including responses that do
 * not come from the API; writes only if they had no effect.
 */
function mayRepeat({ method }: Request, error: SourceError): boolean {
  if (error.mayHaveHappened) return false
  if (error.failure === 'rate_limited' || isTransient(error)) return true
  return method === 'GET' && error.failure === 'invalid_response' && !error.isTooLarge
}
const isTransient = ({ failure }: SourceError): boolean =>
  failure === 'unreachable' || failure === 'timeout'

const wasTooLarge = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE'

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const wasNeverSent = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && neverSent.has(String(cause.code))
