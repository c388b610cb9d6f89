import type { Pace } from './pace.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { SourceError, type SourceFailure } from './errors.ts'
import type { Transport, TransportResponse } from './transport.ts'

/** All in milliseconds. */
export type RetryPolicy = {
  /** One call may take this long. */
  callTimeout: number
  /** One read with its repeats and waits may take this long. */
  readDeadline: number
  maxTries: number
  /** Wait before the first repeat where the source names none; doubles each time. */
  firstWait: number
}

const defaultPolicy: RetryPolicy = {
  callTimeout: 15_000,
  readDeadline: 25_000,
  maxTries: 3,
  firstWait: 500,
}

export type HttpOptions = {
  send: Transport
  pace: Pace
  token: string
  policy?: RetryPolicy | undefined
}

export type SourceHttp = {
  /**
   * Reads `path`; the parsed JSON, or undefined where the source has nothing (204).
   * Identical reads under way are one read. Repeated within the deadline; throws `SourceError`.
   */
  get: (path: string) => Promise<unknown>
}

/** What stands under every source: token, pace, timeout, repeats, errors by kind. */
export function createHttp({ send, pace, token, policy = defaultPolicy }: HttpOptions): SourceHttp {
  const underWay = new Map<string, Promise<unknown>>()

  async function once(path: string, deadline: AbortSignal): Promise<unknown> {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(policy.callTimeout)])
    const answer = await send({
      method: 'GET',
      path,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal,
    }).catch((cause: unknown) => {
      throw noAnswer(signal, path, cause)
    })
    return readAnswer(answer, path)
  }

  async function read(path: string): Promise<unknown> {
    const deadline = AbortSignal.timeout(policy.readDeadline)
    for (let tried = 1; ; tried++) {
      try {
        await pace(deadline).catch((cause: unknown) => {
          throw new SourceError('busy', `No turn for ${path} within the deadline`, { cause })
        })
        return await once(path, deadline)
      } catch (error) {
        if (
          !(error instanceof SourceError) ||
          !isWorthRepeating(error) ||
          tried === policy.maxTries
        )
          throw error
        const asked = error.retryAfter === undefined ? undefined : error.retryAfter * 1000
        const wait = asked ?? policy.firstWait * 2 ** (tried - 1)
        if (wait > policy.readDeadline) throw error
        await pause(wait, deadline, error)
      }
    }
  }

  return {
    get(path) {
      const known = underWay.get(path)
      if (known) return known
      const reading = read(path).finally(() => underWay.delete(path))
      underWay.set(path, reading)
      return reading
    },
  }
}

const isWorthRepeating = ({ failure }: SourceError) =>
  failure === 'busy' || failure === 'unreachable' || failure === 'timeout'

function noAnswer(signal: AbortSignal, path: string, cause: unknown): SourceError {
  return signal.aborted
    ? new SourceError('timeout', `No answer to ${path} in time`, { cause })
    : new SourceError('unreachable', `No connection for ${path}`, { cause })
}

/** Waits before a repeat; where the wait would outlast the deadline, the failure itself is told. */
function pause(ms: number, deadline: AbortSignal, failure: SourceError): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer)
      reject(failure)
    }
    const timer = setTimeout(() => {
      deadline.removeEventListener('abort', giveUp)
      resolve()
    }, ms)
    deadline.addEventListener('abort', giveUp, { once: true })
    if (deadline.aborted) giveUp()
  })
}

function readAnswer(answer: TransportResponse, path: string): unknown {
  const { status, body } = answer
  if (status === 204) return undefined
  if (status >= 200 && status < 300) {
    try {
      return JSON.parse(body)
    } catch (cause) {
      throw new SourceError('nonsense', `Broken JSON from ${path}`, { status, cause })
    }
  }
  throw new SourceError(failureOf(answer), `Status ${status} from ${path}`, {
    status,
    retryAfter: retryAfterSeconds(answer),
  })
}

function failureOf({ status, body }: TransportResponse): SourceFailure {
  if (status === 401) return 'unauthorized'
  if (status === 402) return 'unpaid'
  // A blocked account or address is refused by the web front in HTML, a missing right in JSON.
  if (status === 403) return body.trimStart().startsWith('<') ? 'blocked' : 'forbidden'
  if (status === 429) return 'busy'
  if (status === 504) return 'timeout'
  if (status >= 500) return 'unreachable'
  if (status === 400 || status === 422) return 'refused'
  return 'nonsense'
}
