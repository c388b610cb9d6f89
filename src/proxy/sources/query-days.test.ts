import { expect, it } from 'vitest'
import { resolveDays } from './query-days.ts'

const query = { page: 1, size: 50, search: '' }

it.each([
  ['Europe/Moscow', '2026-10-01', '2026-09-30T21:00:00.000Z', '2026-10-01T20:59:59.000Z'],
  ['America/New_York', '2026-10-01', '2026-10-01T04:00:00.000Z', '2026-10-02T03:59:59.000Z'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.000Z'],
  // A day without a midnight.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.000Z'],
])('converts a day in %s to times there: %s', async (zone, day, from, to) => {
  const range = { from: day, to: day }
  const asked = { ...query, created: range, fields: [{ id: 7, ...range }], updatedSince: day }
  const resolved = await resolveDays(asked, async () => zone)
  expect(resolved.created).toEqual({ from, to })
  expect(resolved.fields).toEqual([{ id: 7, from, to }])
  expect(Date.parse(resolved.updatedSince ?? '')).toBe(Date.parse(from) - 1000)
})

it('converts the last supported day', async () => {
  const asked = { ...query, nextTask: { to: '9999-12-31' } }
  const { nextTask } = await resolveDays(asked, async () => 'UTC')
  expect(nextTask).toEqual({ to: '9999-12-31T23:59:59.000Z' })
})

it('does not change times, numbers and options, and does not read the zone', async () => {
  const asked = {
    ...query,
    created: { from: '2026-10-01T00:00:00+03:00' },
    fields: [
      { id: 7, from: '5' },
      { id: 8, is: ['2026-10-01'] },
    ],
  }
  expect(await resolveDays(asked, () => Promise.reject(new Error('not needed')))).toBe(asked)
})
