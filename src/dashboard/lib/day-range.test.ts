import { describe, expect, it } from 'vitest'
import { dayPreset, type DayPreset } from './day-preset.ts'
import { rangeOfPreset } from './day-range.ts'

const range = (preset: DayPreset, now: string, timeZone = 'UTC') =>
  rangeOfPreset(preset, { now: Date.parse(now), timeZone })

describe('a range relative to today', () => {
  // A Wednesday.
  it.each<[DayPreset, object]>([
    ['thisWeek', { from: '2026-11-30', to: '2026-12-02' }],
    ['lastWeek', { from: '2026-11-23', to: '2026-11-29' }],
    ['last7', { from: '2026-11-26', to: '2026-12-02' }],
    ['lastMonth', { from: '2026-11-01', to: '2026-11-30' }],
    ['older30d', { to: '2026-11-01' }],
    ['older3m', { to: '2026-09-01' }],
  ])('%s', (preset, expected) => {
    expect(range(preset, '2026-12-02T12:00:00Z')).toEqual(expected)
  })

  it.each([
    ['2026-05-31', '2026-02-27'],
    ['2024-05-31', '2024-02-28'],
    ['2026-01-15', '2025-10-14'],
  ])('counts three months back from %s to the last day of a shorter one', (today, to) => {
    expect(range('older3m', `${today}T12:00:00Z`)).toEqual({ to })
  })

  it('begins on Monday, in the zone of the account', () => {
    // Still Sunday in New York.
    expect(range('lastWeek', '2026-11-30T03:00:00Z', 'America/New_York')).toEqual({
      from: '2026-11-16',
      to: '2026-11-22',
    })
  })
})

it.each(['older0d', 'older5w', 'older12345d', 'older-1d', 'lastweek', ''])(
  'there is no range %s',
  (text) => {
    expect(dayPreset.safeParse(text).success).toBe(false)
  },
)
