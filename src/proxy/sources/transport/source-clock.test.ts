import { expect, it } from 'vitest'
import { createSourceClock } from './source-clock.ts'

const ours = Date.UTC(2026, 10, 26, 12)
const dated = (at: number) => ({ headers: { date: new Date(at).toUTCString() } })

it('follows the dates of responses, and reports a difference of minutes once', () => {
  const reports: number[] = []
  const clock = createSourceClock(
    (ms) => reports.push(ms),
    () => ours,
  )
  expect(clock.now()).toBe(ours)
  clock.learn(dated(ours - 1000))
  expect(clock.now()).toBe(ours)
  clock.learn(dated(ours - 86_400_000))
  clock.learn(dated(ours - 86_405_000))
  expect(clock.now()).toBe(ours - 86_405_000)
  clock.learn({ headers: {} })
  clock.learn({ headers: { date: 'yesterday' } })
  expect(clock.now()).toBe(ours - 86_405_000)
  expect(reports).toEqual([-86_400_000])
  clock.learn(dated(ours))
  expect(clock.now()).toBe(ours)
  expect(reports).toEqual([-86_400_000, 0])
})
