/** How jobs are run; times in milliseconds. */
export type JobSettings = {
  /** Rows per request, as far as the source accepts that many. */
  chunk: number
  /** Requests of one source in flight at once. */
  parallel: number
  /** How long a process that does not renew its lease counts as alive. */
  lease: number
  /** How long a write without an answer may still take effect at the source. */
  unknownOutcomeDelay: number
  /** The first wait after a failure of the source; it doubles up to `maxWait`. */
  firstWait: number
  maxWait: number
  /** How often jobs without a runner are looked for. */
  poll: number
  /** The minimum time between two events to the followers of a job. */
  notifyInterval: number
  /** How long ended jobs are stored. */
  retention: number
}

const second = 1000
const day = 24 * 60 * 60 * second

export const defaultJobSettings: JobSettings = {
  chunk: 50, // what amoCRM recommends; it takes 250
  parallel: 4,
  lease: 15 * second,
  unknownOutcomeDelay: 20 * second, // more than a call may take
  firstWait: 5 * second,
  maxWait: 300 * second,
  poll: 5 * second,
  notifyInterval: second / 2,
  retention: 30 * day,
}
