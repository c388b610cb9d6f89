import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromWallClock, toWallClock } from './zoned-time.ts'

it('shows a time in a time zone, with seconds only if they are not 0', () => {
  expect(toWallClock('2026-11-20T11:03:00.000Z', 'Europe/Moscow')).toBe('2026-11-20T14:03')
  expect(toWallClock('2026-11-20T11:03:07.000Z', 'Asia/Kathmandu')).toBe('2026-11-20T16:48:07')
})

it('reads local times in repeated and skipped hours', () => {
  expect(fromWallClock('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  expect(fromWallClock('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  expect(fromWallClock('soon', 'Europe/Moscow')).toBeUndefined()
})

it('formats and parses consistently in any zone', () => {
  const zone = fc.constantFrom('Europe/Moscow', 'America/New_York', 'Pacific/Chatham', null)
  const moment = fc
    .integer({ min: -20_000_000_000, max: 200_000_000_000 })
    .map((at) => new Date(at * 1000).toISOString())
  fc.assert(
    fc.property(moment, zone, (iso, timeZone) => {
      const wall = toWallClock(iso, timeZone)
      const read = fromWallClock(wall, timeZone) ?? ''
      expect(toWallClock(read, timeZone)).toBe(wall)
    }),
  )
})

it('shows the times around a change of clocks that is at no full quarter of an hour', () => {
  expect(toWallClock('1972-01-07T00:44:29Z', 'Africa/Monrovia')).toBe('1972-01-06T23:59:59')
  expect(toWallClock('1972-01-07T00:44:30Z', 'Africa/Monrovia')).toBe('1972-01-07T00:44:30')
  expect(toWallClock('2021-03-14T09:59:59Z', 'America/Los_Angeles')).toBe('2021-03-14T01:59:59')
  expect(toWallClock('2021-03-14T10:00:00Z', 'America/Los_Angeles')).toBe('2021-03-14T03:00')
})
