import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startOfDay } from './calendar.ts'

it('finds the beginning of a day where clocks change and where they do not', () => {
  expect(startOfDay('2026-03-01', 'Europe/Moscow')).toBe(Date.UTC(2026, 1, 28, 21))
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23))
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 22))
  expect(startOfDay('1950-06-15', 'UTC')).toBe(Date.UTC(1950, 5, 15))
})

it('reads as the same day wherever the account is', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Moscow', 'Asia/Vladivostok', 'America/New_York')
  const days = fc.date({
    min: new Date('1930-01-01'),
    max: new Date('2080-01-01'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, zones, (date, timeZone) => {
      const day = date.toISOString().slice(0, 10)
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(startOfDay(day, timeZone))
      expect(shown).toBe(day)
    }),
  )
})
