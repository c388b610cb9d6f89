/** How jobs are run; times in milliseconds. */
export type JobSettings = {
  /** Rows per request, unless the source accepts fewer. */
  chunk: number
  /** Maximum number of concurrent requests per source. */
  parallel: number
  /** How long a process that does not renew its lease is considered alive. */
  lease: number
  /** How long a write without a response may still take effect at the source. */
  unknownOutcomeDelay: number
  /** The first wait after a failure of the source; it doubles up to `maxWait`. */
  firstWait: number
  maxWait: number
  /** How often jobs without a runner are checked for. */
  poll: number
  /** The minimum time between two events to the followers of a job. */
  notifyInterval: number
  /** How long ended jobs are stored. */
  retention: number
}

const second = 1000
const day = 24 * 60 * 60 * second

export const defaultJobSettings: JobSettings = {
  chunk: 50, // recommended by amoCRM; the maximum is 250
  parallel: 4,
  lease: 15 * second,
  unknownOutcomeDelay: 20 * second, // longer than a call may take
  firstWait: 5 * second,
  maxWait: 300 * second,
  poll: 5 * second,
  notifyInterval: second / 2,
  retention: 30 * day,
}
