/** Why the proxy's own state cannot be used now; nothing of the transaction was stored. */
export type StateFailure = 'locked' | 'full' | 'damaged' | 'away'

/** Classifies an error of the database; undefined if it is not a failure of the state. */
export function stateFailureOf(error: unknown): StateFailure | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number')
    // the low byte of an extended code is the primary code
    return error.errcode === shortRead ? 'damaged' : sqliteFailures.get(error.errcode & 0xff)
  const code = 'code' in error ? String(error.code) : ''
  if (code === '53100') return 'full'
  return isAway(code) || lostConnection.test(error.message) ? 'away' : undefined
}

/** The file ends before a page that it refers to; other errors of reading and writing may pass. */
const shortRead = 522

const sqliteFailures = new Map<number, StateFailure>([
  [5, 'locked'],
  [6, 'locked'],
  [8, 'away'], // became read-only
  [10, 'away'], // I/O error
  [11, 'damaged'],
  [13, 'full'],
  [14, 'away'], // cannot be opened
  [26, 'damaged'],
])

/**
 * Classes of SQLSTATE (connection, resources, operator intervention, system) and system error
 * codes.
 */
const isAway = (code: string): boolean =>
  /^(08|53|57P|58)/.test(code) ||
  ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH']
    .concat('EHOSTUNREACH')
    .includes(code)

/** Errors of pg without a code. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/
