import { expect, it } from 'vitest'
import { formatDuration } from './job-duration.ts'

const from = '2026-05-05T12:00:00Z'
it.each([
  ['2026-05-05T12:00:00.200Z', 'en', '1 sec'],
  ['2026-05-05T12:00:27Z', 'ru', '27 с'],
  ['2026-05-05T12:01:59Z', 'en', '119 sec'],
  ['2026-05-05T12:02:20Z', 'en', '2 min'],
  ['2026-05-05T13:59:00Z', 'ru', '119 мин'],
  ['2026-05-05T15:10:00Z', 'en', '3 hr'],
])('the time until %s is written in %s as %s', (to, language, text) => {
  expect(formatDuration(from, to, language).replaceAll(/\s/gu, ' ')).toBe(text)
})
