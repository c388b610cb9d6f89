import { expect, it } from 'vitest'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { isCertainlyRejected } from './grid-order.ts'

it.each([
  ['invalid_input', true],
  ['state_full', true],
  ['too_many_requests', true],
  ['offline', false],
  ['internal', false],
  // The answer to a commit may be lost: another key would create a second job.
  ['state_unavailable', false],
] as const)('gives the rows of a job back after %s: %s', (code, isCertain) => {
  expect(isCertainlyRejected(new ApiError({ code, message: '' }))).toBe(isCertain)
})

it('gives no rows back after an answer that is none', () => {
  expect(isCertainlyRejected(new SyntaxError('Unexpected token <'))).toBe(false)
})
