import { expect, it } from 'vitest'
import { formatDay, formatMoment, formatMoney, formatRelative } from './format.ts'

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
  expect(formatDay('1985-01-01', 'ru')).toBe('1 января 1985 г.')
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
