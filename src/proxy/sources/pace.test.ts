import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPace } from './pace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const clock = () => Date.now()

it('lets no more than the limit go in any second', async () => {
  const pace = createPace(7, clock)
  const left: number[] = []
  for (let call = 0; call < 30; call++) void pace().then(() => left.push(Date.now()))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(left).toHaveLength(30)
  for (const at of left) {
    const inSecond = left.filter((other) => other >= at && other < at + 1000)
    expect(inSecond.length).toBeLessThanOrEqual(7)
  }
})

it('lets the first seven go at once and in order', async () => {
  const pace = createPace(7, clock)
  const order: number[] = []
  for (let call = 0; call < 8; call++) void pace().then(() => order.push(call))
  await vi.advanceTimersByTimeAsync(0)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6])
  await vi.advanceTimersByTimeAsync(1100)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

it('takes who gives up out of the line', async () => {
  const pace = createPace(1, clock)
  await pace()
  const giveUp = new AbortController()
  const waiting = pace(giveUp.signal)
  const next = pace()
  giveUp.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await vi.advanceTimersByTimeAsync(1100)
  await expect(next).resolves.toBeUndefined()
})
