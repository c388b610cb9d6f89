import { expect, it } from 'vitest'
import { periodDays } from './period-days.ts'

const today = '2026-12-02' // a Wednesday

it.each([
  [
    { unit: 'day', from: 0, to: 0 },
    { from: '2026-12-02', to: '2026-12-02' },
  ],
  [
    { unit: 'day', from: -6, to: 0 },
    { from: '2026-11-26', to: '2026-12-02' },
  ],
  [{ unit: 'day', to: -31 }, { to: '2026-11-01' }],
  [{ unit: 'day', from: 1 }, { from: '2026-12-03' }],
  [
    { unit: 'week', from: 0, to: 0 },
    { from: '2026-11-30', to: '2026-12-06' },
  ],
  [
    { unit: 'week', from: -1, to: -1 },
    { from: '2026-11-23', to: '2026-11-29' },
  ],
  [
    { unit: 'month', from: 0, to: 0 },
    { from: '2026-12-01', to: '2026-12-31' },
  ],
  [
    { unit: 'month', from: 1, to: 2 },
    { from: '2027-01-01', to: '2027-02-28' },
  ],
  [
    { unit: 'quarter', from: -1, to: -1 },
    { from: '2026-07-01', to: '2026-09-30' },
  ],
  [
    { unit: 'year', from: -10_000, to: -1 },
    { from: '1000-01-01', to: '2025-12-31' },
  ],
] as const)('gives the days of %j', (period, days) => {
  expect(periodDays(period, today)).toEqual(days)
})
