import { expect, it } from 'vitest'
import { createRateBuckets } from './rate-buckets.ts'

it('allows a burst, then its rate, each for itself', () => {
  let time = 0
  const take = createRateBuckets({ perSecond: 10, burst: 3 }, () => time)
  const three = () => [take('a'), take('a'), take('a')]
  expect(three()).toEqual([0, 0, 0])
  expect(take('a')).toBe(1)
  expect(take('b')).toBe(0)
  time = 100
  expect(take('a')).toBe(0)
  expect(take('a')).toBe(1)
  time = 60_000
  expect(three()).toEqual([0, 0, 0])
  expect(take('a')).toBe(1)
})

it('names the seconds until the next use, whatever the clock does', () => {
  let time = 1000
  const take = createRateBuckets({ perSecond: 0.2, burst: 1 }, () => time)
  expect(take('a')).toBe(0)
  expect(take('a')).toBe(5)
  time = 3000
  expect(take('a')).toBe(3)
  time = 0
  expect(take('a')).toBe(3)
})
