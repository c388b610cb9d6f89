import { setImmediate } from 'node:timers/promises'
import { createSleeper } from '#proxy/sources/transport/sleep.ts'

type Options = {
  /** The next piece of work; resolves to the milliseconds until there is more. */
  work: () => Promise<number>
  isPaused: () => boolean
  onFailure: (error: unknown) => void
  /** Called after each piece, whether it has failed or not. */
  onWorked: () => void
}

const retryWait = { first: 1000, last: 60_000 } // doubles with each failure
const pausedWait = 60_000 // until it is resumed, which ends the wait

/** Work that goes on until it is closed: what fails is tried again, later each time. */
export function createWorkLoop({ work, isPaused, onFailure, onWorked }: Options) {
  const sleeper = createSleeper()
  let running: Promise<void> | undefined
  let isClosed = false
  let problem: unknown
  let failures = 0

  async function run(): Promise<void> {
    while (!isClosed) {
      let sleep = sleeper.prepare()
      if (isPaused()) {
        await sleep(pausedWait)
        continue
      }
      let wait = 0
      try {
        wait = await work()
        problem = undefined
        failures = 0
      } catch (error) {
        if (isClosed) return
        problem = error
        onFailure(error)
        // What wakes because of the failure does not end its wait.
        sleep = sleeper.prepare()
        wait = Math.min(retryWait.first * 2 ** failures, retryWait.last)
        failures += 1
      }
      onWorked()
      // A copy in memory never waits for anything else.
      await setImmediate()
      if (!isClosed) await sleep(wait)
    }
  }

  return {
    begin() {
      running ??= run()
    },
    wake: () => sleeper.wakeAll(),
    /** Why the last piece has failed; undefined if it has not. */
    problem: () => problem,
    /** Ends after the piece in progress. */
    async close(): Promise<void> {
      isClosed = true
      sleeper.wakeAll()
      await running
    },
  }
}
