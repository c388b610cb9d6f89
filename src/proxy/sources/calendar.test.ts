import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayAt, startOfDay, toDaySeconds, toMomentOrNull, toTimeZone } from './calendar.ts'
import { runs } from '#testing/soak.ts'

it('finds the beginning of a day with and without a change of clocks', () => {
  expect(startOfDay('2026-03-01', 'Europe/Moscow')).toBe(Date.UTC(2026, 1, 28, 21))
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23))
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 22))
  expect(startOfDay('1950-06-15', 'UTC')).toBe(Date.UTC(1950, 5, 15))
})

it.each([
  // Clocks were set forward from midnight to one.
  ['America/Sao_Paulo', '1987-10-25', '1987-10-25T03:00:00Z'],
  ['America/Sao_Paulo', '1985-11-02', '1985-11-02T03:00:00Z'],
  ['America/Sao_Paulo', '1988-10-16', '1988-10-16T03:00:00Z'],
  ['America/Sao_Paulo', '2017-10-15', '2017-10-15T03:00:00Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
  // Clocks were set back across midnight: one day has 25 hours, the next one begins as usual.
  ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z'],
  // Midnight occurred twice.
  ['America/Havana', '2023-11-05', '2023-11-05T04:00:00Z'],
  // Clocks were set forward from 23:30 to 00:30.
  ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00Z'],
  ['Europe/Moscow', '1981-04-01', '1981-03-31T21:00:00Z'],
  ['Europe/Moscow', '1984-10-01', '1984-09-30T21:00:00Z'],
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
])('begins a day in %s without its midnight: %s', (zone, day, moment) => {
  expect(new Date(startOfDay(day, zone)).toISOString()).toBe(moment.replace('Z', '.000Z'))
  expect(toDaySeconds(day, zone)).toBe(Date.parse(moment) / 1000)
  expect(dayAt(Date.parse(moment), zone)).toBe(day)
  expect(dayAt(Date.parse(moment) - 1000, zone)).not.toBe(day)
})

it('returns seconds that were sent a day early unchanged', () => {
  expect(toDaySeconds('1987-10-25', 'America/Sao_Paulo')).toBe(562_129_200)
})

it.each([
  ['a day that the zone left out', '2011-12-30', 'Pacific/Apia'],
  ['a year of two digits', '0090-02-01', 'Europe/Moscow'],
  ['a year of five digits', '+12026-02-01', 'UTC'],
  ['a day that no month has', '2026-02-31', 'UTC'],
  ['no day', '', 'UTC'],
])('has no seconds for %s', (_, day, zone) => {
  expect(toDaySeconds(day, zone)).toBeUndefined()
})

const zones = Intl.supportedValuesOf('timeZone')

it('reads as the same day in every zone and every supported year', () => {
  const days = fc.date({
    min: new Date('1000-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (date, zone) => {
      const day = date.toISOString().slice(0, 10)
      const start = startOfDay(day, zone)
      expect(dayAt(start, zone)).toBe(day)
      expect(dayAt(start - 1000, zone)).not.toBe(day)
    }),
    { numRuns: runs(2000) },
  )
})

it('accepts only IANA names of zones, and otherwise uses UTC', () => {
  expect(toTimeZone('Asia/Vladivostok')).toBe('Asia/Vladivostok')
  for (const odd of ['', null, undefined, 'Mars/Olympus']) expect(toTimeZone(odd)).toBe('UTC')
})

it('has no time for seconds outside of the calendar', () => {
  expect(toMomentOrNull(1_700_000_000)).toBe('2023-11-14T22:13:20.000Z')
  for (const odd of [99_999_999_999_999, -99_999_999_999_999, -62_135_596_800, Number.NaN])
    expect(toMomentOrNull(odd)).toBeNull()
})
