import { expect, it } from 'vitest'
import { retryAfterSeconds } from './retry-after.ts'

it('reads seconds and dates from the header', () => {
  expect(retryAfterSeconds({ headers: { 'retry-after': '3' }, body: '' })).toBe(3)
  const headers = { 'retry-after': 'Fri, 20 Nov 2026 12:00:10 GMT' }
  expect(retryAfterSeconds({ headers, body: '' }, () => Date.UTC(2026, 10, 20, 12))).toBe(10)
})

it("reads Kommo's value in the body", () => {
  expect(retryAfterSeconds({ headers: {}, body: '{"status":429,"retry_after":300}' })).toBe(300)
})

it.each([
  [{ 'retry-after': '86400' }, ''],
  [{ 'retry-after': '9999999999999' }, ''],
  [{ 'retry-after': '9'.repeat(400) }, ''],
  [{ 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, ''],
  [{}, '{"retry_after":99999999999}'],
])('waits for five minutes at most: %o %s', (headers, body) => {
  expect(retryAfterSeconds({ headers, body })).toBe(300)
})

it("computes a date relative to the response's own date", () => {
  const headers = {
    'retry-after': 'Fri, 20 Nov 2026 12:00:10 GMT',
    date: 'Fri, 20 Nov 2026 12:00:00 GMT',
  }
  for (const clock of [Date.UTC(2026, 10, 20, 11), Date.UTC(2027, 1, 1), 0])
    expect(retryAfterSeconds({ headers, body: '' }, () => clock)).toBe(10)
})

it('does not wait for a past date', () => {
  const headers = { 'retry-after': 'Fri, 20 Nov 2020 12:00:10 GMT' }
  expect(retryAfterSeconds({ headers, body: '' })).toBe(0)
})

it.each(['', '-5', '1e9', 'NaN', 'Infinity', 'Fri, 99 Nov 2026', '12 seconds or so'])(
  'ignores %j',
  (value) => {
    expect(retryAfterSeconds({ headers: { 'retry-after': value }, body: '' })).toBeUndefined()
  },
)

it('is undefined without a hint', () => {
  expect(retryAfterSeconds({ headers: {}, body: '<html>' })).toBeUndefined()
  expect(retryAfterSeconds({ headers: { 'retry-after': 'soon' }, body: '' })).toBeUndefined()
})
