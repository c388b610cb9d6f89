import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Priority } from './source-call.ts'
import { createLocalGate } from './rate-gate.ts'
import { createPace } from './pace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const clock = () => Date.now()
const longDeadlines = new AbortController().signal
const paceOf = (perSecond: number) => createPace(createLocalGate(perSecond, clock), { now: clock })

it('sends no more than the limit in any second', async () => {
  const pace = paceOf(7)
  const left: number[] = []
  for (let call = 0; call < 30; call++)
    void pace.requestSlot('person', longDeadlines).ready.then(() => left.push(Date.now()))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(left).toHaveLength(30)
  for (const at of left) {
    const inSecond = left.filter((other) => other >= at && other < at + 1000)
    expect(inSecond.length).toBeLessThanOrEqual(7)
  }
})

it('sends the first seven immediately and in order', async () => {
  const pace = paceOf(7)
  const order: number[] = []
  for (let call = 0; call < 8; call++)
    void pace.requestSlot('person', longDeadlines).ready.then(() => order.push(call))
  await vi.advanceTimersByTimeAsync(0)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6])
  await vi.advanceTimersByTimeAsync(1100)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

it('sends calls of users before prefetches, and prefetches before bulk work', async () => {
  const pace = paceOf(1)
  const order: Priority[] = []
  await pace.requestSlot('bulk', longDeadlines).ready
  for (const priority of ['bulk', 'prefetch', 'bulk', 'person'] as const)
    void pace.requestSlot(priority, longDeadlines).ready.then(() => order.push(priority))
  await vi.advanceTimersByTimeAsync(5000)
  expect(order).toEqual(['person', 'prefetch', 'bulk', 'bulk'])
})

it('spaces bulk work evenly, so that a user waits for one interval at most', async () => {
  const pace = paceOf(7)
  const bulkLeft: number[] = []
  for (let call = 0; call < 100; call++)
    void pace.requestSlot('bulk', longDeadlines).ready.then(() => bulkLeft.push(Date.now()))
  await vi.advanceTimersByTimeAsync(2350)
  const came = Date.now()
  let personLeft = 0
  void pace.requestSlot('person', longDeadlines).ready.then(() => (personLeft = Date.now()))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(personLeft - came).toBeLessThanOrEqual(150)
  // Evenly spaced, but not slower than the limit: 7 in 1.03 seconds.
  expect(bulkLeft.length).toBeGreaterThanOrEqual(Math.floor((12.35 / 1.03) * 7) - 1)
})

it('raises the priority of a waiting call for a more urgent caller', async () => {
  const pace = paceOf(1)
  const order: string[] = []
  await pace.requestSlot('person', longDeadlines).ready
  void pace.requestSlot('prefetch', longDeadlines).ready.then(() => order.push('first'))
  const second = pace.requestSlot('prefetch', longDeadlines)
  void second.ready.then(() => order.push('second'))
  second.promote('person')
  await vi.advanceTimersByTimeAsync(5000)
  expect(order).toEqual(['second', 'first'])
})

it('removes aborted calls from the queue', async () => {
  const pace = paceOf(1)
  await pace.requestSlot('person', longDeadlines).ready
  const giveUp = new AbortController()
  const waiting = pace.requestSlot('person', giveUp.signal).ready
  const next = pace.requestSlot('person', longDeadlines).ready
  giveUp.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await vi.advanceTimersByTimeAsync(1100)
  await expect(next).resolves.toBeUndefined()
  expect(pace.waiting()).toEqual({ person: 0, prefetch: 0, verification: 0, bulk: 0, mirror: 0 })
})

it('pauses as long as the source asks, including calls with a reserved slot', async () => {
  const pace = paceOf(1)
  const left: number[] = []
  await pace.requestSlot('person', longDeadlines).ready
  void pace.requestSlot('person', longDeadlines).ready.then(() => left.push(Date.now()))
  const began = Date.now()
  pace.pause(5000)
  expect(pace.pauseLeft()).toBe(5000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(left[0]).toBeGreaterThanOrEqual(began + 5000)
})

it('fails all calls waiting at an unreachable gate, and works when it is back', async () => {
  const gate = createLocalGate(0, clock)
  const reserve = vi.spyOn(gate, 'reserve').mockRejectedValueOnce(new Error('database gone'))
  const pace = createPace(gate, { now: clock })
  await expect(pace.requestSlot('person', longDeadlines).ready).rejects.toThrow('database gone')
  await expect(pace.requestSlot('person', longDeadlines).ready).resolves.toBeUndefined()
  expect(reserve).toHaveBeenCalledTimes(2)
})

it('sends waiting calls at once when a pause ends early, and keeps the limit', async () => {
  const pace = paceOf(2)
  const left: number[] = []
  pace.pause(60_000)
  for (let call = 0; call < 5; call++)
    void pace.requestSlot('bulk', longDeadlines).ready.then(() => left.push(Date.now()))
  await vi.advanceTimersByTimeAsync(1000)
  expect(left).toEqual([])
  pace.release()
  const released = Date.now()
  await vi.advanceTimersByTimeAsync(5000)
  expect(left).toHaveLength(5)
  expect(left[0]! - released).toBeLessThan(600)
  for (const at of left)
    expect(left.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(2)
  expect(pace.pauseLeft()).toBe(0)
})

it('serves a user in turn despite hundreds of requests of another', async () => {
  const pace = paceOf(7)
  for (let call = 0; call < 400; call++)
    void pace.requestSlot('person', longDeadlines, 'greedy').ready
  await vi.advanceTimersByTimeAsync(3000)
  const asked = Date.now()
  const sent: number[] = []
  for (let call = 0; call < 3; call++)
    void pace.requestSlot('person', longDeadlines, 'other').ready.then(() => sent.push(Date.now()))
  await vi.advanceTimersByTimeAsync(3000)
  // Alone, the client would wait for the window; with a second client, each gets every other slot.
  expect(sent.map((at) => at - asked).every((wait) => wait <= 1030)).toBe(true)
  expect(sent).toHaveLength(3)
})

it('serves clients in turn and the calls of each in order', async () => {
  const pace = paceOf(1)
  const order: string[] = []
  await pace.requestSlot('person', longDeadlines).ready
  for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'])
    void pace.requestSlot('person', longDeadlines, name[0]).ready.then(() => order.push(name))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
})

it('sends bulk work that has waited long, however many calls users make', async () => {
  const pace = paceOf(1)
  const order: Priority[] = []
  await pace.requestSlot('person', longDeadlines).ready
  void pace.requestSlot('bulk', longDeadlines).ready.then(() => order.push('bulk'))
  for (let call = 0; call < 100; call++)
    void pace.requestSlot('person', longDeadlines, 'greedy').ready.then(() => order.push('person'))
  await vi.advanceTimersByTimeAsync(13_000)
  expect(order).toContain('bulk')
})
