import { expect, it } from 'vitest'
import { retryAfterSeconds } from './retry-after.ts'

it('reads seconds and dates from the header', () => {
  expect(retryAfterSeconds({ headers: { 'retry-after': '3' }, body: '' })).toBe(3)
  const headers = { 'retry-after': 'Fri, 20 Nov 2026 12:00:10 GMT' }
  expect(retryAfterSeconds({ headers, body: '' }, () => Date.UTC(2026, 10, 20, 12))).toBe(10)
})

it('reads what Kommo writes into the body', () => {
  expect(retryAfterSeconds({ headers: {}, body: '{"status":429,"retry_after":300}' })).toBe(300)
})

it('is undefined without a hint', () => {
  expect(retryAfterSeconds({ headers: {}, body: '<html>' })).toBeUndefined()
  expect(retryAfterSeconds({ headers: { 'retry-after': 'soon' }, body: '' })).toBeUndefined()
})
