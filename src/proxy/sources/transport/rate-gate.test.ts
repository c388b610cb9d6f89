import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPace } from './pace.ts'
import { createLocalGate } from './rate-gate.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const forever = new AbortController().signal
const hour = 3_600_000

it.each([
  ['an hour back', -hour],
  ['two hours forward', 2 * hour],
  ['ten seconds back', -10_000],
])('keeps the pace of calls when the wall clock jumps %s', async (_name, jump) => {
  const pace = createPace(createLocalGate(7))
  const left: number[] = []
  const ask = () =>
    void pace.requestSlot('person', forever).ready.then(() => left.push(performance.now()))
  for (let call = 0; call < 10; call++) ask()
  await vi.advanceTimersByTimeAsync(100)
  vi.setSystemTime(Date.now() + jump)
  for (let call = 0; call < 10; call++) ask()
  await vi.advanceTimersByTimeAsync(3000)
  expect(left).toHaveLength(20)
  for (const at of left)
    expect(left.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(7)
})

it.each([
  ['an hour back', -hour],
  ['two hours forward and back', 2 * hour],
])('waits for at most a window if its own clock jumps %s', async (_name, jump) => {
  let ahead = 0
  const clock = () => performance.now() + ahead
  const gate = createLocalGate(7, clock)
  const pace = createPace(gate, { now: clock })
  const left: number[] = []
  const ask = () =>
    void pace.requestSlot('person', forever).ready.then(() => left.push(performance.now()))
  for (let call = 0; call < 14; call++) ask()
  await vi.advanceTimersByTimeAsync(100)
  ahead = jump
  await vi.advanceTimersByTimeAsync(2500)
  if (jump > 0) ahead = 0
  const before = performance.now()
  for (let call = 0; call < 7; call++) ask()
  await vi.advanceTimersByTimeAsync(3000)
  expect(left).toHaveLength(21)
  expect((left.at(-1) ?? 0) - before).toBeLessThanOrEqual(2 * 1030)
})

it('discards a pause that exceeds the maximum', async () => {
  let ahead = 0
  const clock = () => performance.now() + ahead
  const pace = createPace(createLocalGate(7, clock), { now: clock })
  pace.pause(60_000)
  ahead = -hour
  let isGone = false
  void pace.requestSlot('person', forever).ready.then(() => (isGone = true))
  await vi.advanceTimersByTimeAsync(1100)
  expect(isGone).toBe(true)
})

it('pauses for five minutes at most, whatever the source asks for', async () => {
  const pace = createPace(createLocalGate(7))
  pace.pause(86_400_000)
  expect(pace.pauseLeft()).toBe(300_000)
  pace.pause(Number.POSITIVE_INFINITY)
  let isGone = false
  void pace.requestSlot('bulk', forever).ready.then(() => (isGone = true))
  await vi.advanceTimersByTimeAsync(301_000)
  expect(isGone).toBe(true)
})

it('keeps the limit across a killed process and its successor', async () => {
  const left: number[] = []
  for (let run = 0; run < 4; run++) {
    const killed = new AbortController()
    const pace = createPace(createLocalGate(7, undefined, { isFollowing: true }))
    for (let call = 0; call < 20; call++)
      pace.requestSlot('person', killed.signal).ready.then(
        () => left.push(performance.now()),
        () => {},
      )
    // The next process starts within one second of the last calls of this one.
    await vi.advanceTimersByTimeAsync(1100)
    killed.abort()
  }
  expect(left.length).toBeGreaterThanOrEqual(4 * 7)
  for (const at of left)
    expect(left.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(7)
})
