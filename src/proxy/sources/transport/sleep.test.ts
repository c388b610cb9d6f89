import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSleeper } from './sleep.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Whether the sleep has ended. */
function watch(sleep: Promise<void>) {
  const state = { hasEnded: false }
  void sleep.then(() => (state.hasEnded = true))
  return state
}

it('ends after its time, or when it is woken', async () => {
  const sleeper = createSleeper()
  const [short, long] = [watch(sleeper.sleep(1000)), watch(sleeper.sleep(60_000))]
  await vi.advanceTimersByTimeAsync(1000)
  expect([short.hasEnded, long.hasEnded]).toEqual([true, false])
  sleeper.wakeAll()
  await vi.advanceTimersByTimeAsync(0)
  expect(long.hasEnded).toBe(true)
})

it('does not begin if it was woken since it was prepared', async () => {
  const sleeper = createSleeper()
  const sleep = sleeper.prepare()
  sleeper.wakeAll()
  const woken = watch(sleep(60_000))
  const next = watch(sleeper.prepare()(60_000))
  await vi.advanceTimersByTimeAsync(0)
  expect([woken.hasEnded, next.hasEnded]).toEqual([true, false])
})
