import { expect, it } from 'vitest'
import { formatAge, mirrorProgress, untilNextAge } from './mirror-progress.ts'

const steady = [
  { at: 0, done: 0 },
  { at: 10_000, done: 1000 },
]

it.each([
  ['nothing but a start', 0, null, [], { expected: null, rate: undefined, seconds: undefined }],
  [
    'a total, but no pace yet',
    0,
    9000,
    [],
    { expected: 9000, rate: undefined, seconds: undefined },
  ],
  ['a total and a pace', 1000, 9000, steady, { expected: 9000, rate: 100, seconds: 80 }],
  ['a pace without a total', 1000, null, steady, { expected: null, rate: 100, seconds: undefined }],
  ['more than expected', 1000, 900, steady, { expected: null, rate: 100, seconds: undefined }],
  ['all of it', 1000, 1000, steady, { expected: 1000, rate: 100, seconds: 0 }],
  [
    'no progress',
    1000,
    9000,
    [
      { at: 0, done: 1000 },
      { at: 9000, done: 1000 },
    ],
    { expected: 9000, rate: undefined, seconds: undefined },
  ],
])('tells the progress of a copy with %s', (_, read, expected, samples, progress) => {
  expect(mirrorProgress({ read, expected }, samples)).toEqual({ read, ...progress })
})

const asOf = '2026-05-05T12:00:00Z'
const second = 1000
const minute = 60 * second
const hour = 60 * minute

it.each([
  [-5 * second, 'now', second],
  [0, 'now', second],
  [12 * second + 300, '12 sec. ago', 700],
  [59 * second, '59 sec. ago', second],
  [minute, '1 min. ago', minute],
  [hour - second, '59 min. ago', second],
  [3 * hour, '3 hr. ago', minute],
  [25 * hour, 'yesterday', minute],
])('after %d ms says %s, for %d ms', (age, text, until) => {
  const now = Date.parse(asOf) + age
  expect(formatAge(asOf, now, 'en')).toBe(text)
  expect(untilNextAge(asOf, now)).toBe(until)
})

it('speaks Russian as well', () => {
  expect(formatAge(asOf, Date.parse(asOf) + 12_000, 'ru')).toBe('12 сек. назад')
})
