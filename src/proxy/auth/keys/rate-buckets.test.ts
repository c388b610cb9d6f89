import { expect, it } from 'vitest'
import { ownBuckets } from './rate-buckets.ts'

it('allows a burst, then its rate, each for itself', async () => {
  let time = 0
  const take = ownBuckets({ perSecond: 10, burst: 3 }, () => time)
  const three = () => Promise.all([take('a'), take('a'), take('a')])
  expect(await three()).toEqual([0, 0, 0])
  expect(await take('a')).toBe(1)
  expect(await take('b')).toBe(0)
  time = 100
  expect(await take('a')).toBe(0)
  expect(await take('a')).toBe(1)
  time = 60_000
  expect(await three()).toEqual([0, 0, 0])
  expect(await take('a')).toBe(1)
})

it('names the seconds until the next use, whatever the clock does', async () => {
  let time = 1000
  const take = ownBuckets({ perSecond: 0.2, burst: 1 }, () => time)
  expect(await take('a')).toBe(0)
  expect(await take('a')).toBe(5)
  time = 3000
  expect(await take('a')).toBe(3)
  time = 0
  expect(await take('a')).toBe(3)
})

it('takes several uses or none of them', async () => {
  const take = ownBuckets({ perSecond: 1, burst: 10 }, () => 0)
  expect(await take('a', 8)).toBe(0)
  expect(await take('a', 5)).toBe(3)
  expect(await take('a', 2)).toBe(0)
})
