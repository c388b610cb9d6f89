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
  [{ unit: 'day', olderThan: 30 }, { to: '2026-11-01' }],
  [{ unit: 'week', olderThan: 2 }, { to: '2026-11-17' }],
  [{ unit: 'month', olderThan: 3 }, { to: '2026-09-01' }],
  [{ unit: 'quarter', olderThan: 1 }, { to: '2026-09-01' }],
  [{ unit: 'year', olderThan: 10_000 }, { to: '1000-01-01' }],
] as const)('gives the days of %j', (period, days) => {
  expect(periodDays(period, today)).toEqual(days)
})

it.each([
  ['2026-05-31', 3, '2026-02-27'],
  ['2024-05-31', 3, '2024-02-28'],
  ['2026-03-31', 1, '2026-02-27'],
  ['2026-01-15', 1, '2025-12-14'],
])('counts %s back by %i months, to the last day of a shorter one', (today, olderThan, to) => {
  expect(periodDays({ unit: 'month', olderThan }, today)).toEqual({ to })
})
