import { expect, it } from 'vitest'
import fc from 'fast-check'
import { formatDay, formatMoment, formatMoney, formatPhone, formatShort } from './format.ts'
import { formatRelative } from './relative-time.ts'

const now = new Date(2026, 10, 20, 12).getTime()
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()

it.each([
  [5, 'now'],
  [90, '1 min. ago'],
  [3 * 3600, '3 hr. ago'],
  [86_400, 'yesterday'],
  [2 * 86_400 + 13 * 3600, '3 days ago'],
  [6 * 86_400, '6 days ago'],
  [-2 * 86_400, 'in 2 days'],
])('formats a time %i s ago as "%s"', (seconds, text) => {
  expect(formatRelative(ago(seconds), 'en', now)).toBe(text)
})

it('shows the date from a week on', () => {
  expect(formatRelative('2025-03-04T10:00:00Z', 'en', now)).toBe('Mar 4, 2025')
  expect(formatRelative('2025-03-04T10:00:00Z', 'ru', now)).toBe('4 мар. 2025')
})

it('leaves out the current year', () => {
  expect(formatRelative('2026-03-04T10:00:00Z', 'en', now)).toBe('Mar 4')
  expect(formatRelative('2026-03-04T10:00:00Z', 'ru', now)).toBe('4 мар.')
  expect(formatRelative('2027-01-04T10:00:00Z', 'en', now)).toBe('Jan 4, 2027')
})

it('formats a calendar day as the same day in every time zone', () => {
  expect(formatDay('1985-01-01', 'ru')).toBe('1 января 1985')
})

it('formats money by the language with its fraction', () => {
  expect(formatMoney(222_000, 'RUB', 'ru').replace(/\s/g, ' ')).toBe('222 000 ₽')
  expect(formatMoney(100.5, null, 'en')).toBe('100.50')
  expect(formatMoney(88_000.5, 'RUB', 'ru').replace(/\s/g, ' ')).toBe('88 000,50 ₽')
})

it('names a time zone other than the user’s', () => {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const other = zone === 'Asia/Tokyo' ? 'Europe/Moscow' : 'Asia/Tokyo'
  expect(formatMoment('2026-11-20T11:03:00Z', 'en', other)).toMatch(/GMT\+\d+$/)
  expect(formatMoment('2026-11-20T11:03:00Z', 'en', zone)).toBe(
    formatMoment('2026-11-20T11:03:00Z', 'en'),
  )
})

it('shows the time of a moment of today, the day of an earlier one, the year only of another', () => {
  const at = (...parts: [number, number, number, number, number]) =>
    new Date(...parts).toISOString()
  const texts = (language: string) =>
    [at(2026, 10, 20, 9, 5), at(2026, 10, 19, 23, 59), at(2026, 2, 4, 12, 0), at(2025, 2, 4, 12, 0)]
      .map((iso) => formatShort(iso, language, now))
      .map((text) => text.replace(/\s/g, ' '))
  expect(texts('en')).toEqual(['9:05 AM', 'Nov 19', 'Mar 4', 'Mar 4, 2025'])
  expect(texts('ru')).toEqual(['09:05', '19 нояб.', '4 мар.', '4 мар. 2025'])
})

it('does not write «г.» after a year', () => {
  expect(formatMoment('2026-11-20T11:03:00Z', 'ru')).not.toContain('г.')
})

it.each([
  ['+79165550101', '+7 916 555-01-01'],
  ['79268595469', '7 926 859-54-69'],
  ['89165550101', '8 916 555-01-01'],
  ['+380441234567', '+380 44 123-45-67'],
  ['+375291234567', '+375 29 123-45-67'],
  ['+442079460958', '+44 207 946-09-58'],
  ['+12125551234', '+1 212 555-12-34'],
  ['442079460958', '44 207 946-09-58'],
  ['13403968075', '1 340 396-80-75'],
  ['9165550101', '9165550101'],
  ['8 (916) 555-01-01', '8 (916) 555-01-01'],
  ['+7916', '+7916'],
  ['01', '01'],
  ['call me', 'call me'],
])('groups the phone %s as %s', (phone, text) => {
  expect(formatPhone(phone)).toBe(text)
})

it('changes no character of a phone but adds spaces and hyphens', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\+?\d{1,18}$/))
  fc.assert(
    fc.property(text, (phone) => {
      const bare = (value: string) => value.replaceAll(/[ -]/g, '')
      expect(bare(formatPhone(phone))).toBe(bare(phone))
    }),
  )
})
