/** How jobs are run; times in milliseconds. */
export type JobSettings = {
  /** Rows of one request, as far as the source takes as many. */
  chunk: number
  /** Requests of one source under way at once. */
  parallel: number
  /** How long a process that says nothing is taken for alive. */
  lease: number
  /** How long a write without an answer may still come true at the source. */
  unknownOutcomeDelay: number
  /** The first wait after a failure of the source, which doubles up to the longest. */
  firstWait: number
  maxWait: number
  /** How often jobs that nobody runs are looked for. */
  poll: number
  /** How often those who follow a job are told, at most. */
  notifyInterval: number
  /** How long jobs that have ended are kept. */
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
