import { expect, it } from 'vitest'
import { delayOf, networkOf } from './sign-in-throttle.ts'

const rule = { free: 3, delay: 1000, maxDelay: 60_000, memory: 0 }

it.each([
  [1, 0],
  [3, 0],
  [4, 1000],
  [5, 2000],
  [8, 16_000],
  [10, 60_000],
  [10_000, 60_000],
])('after %i failures the next attempt waits %i ms', (failures, ms) => {
  expect(delayOf(rule, failures)).toBe(ms)
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:0DB8:1::9', '2001:db8:1:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
