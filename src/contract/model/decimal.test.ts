import { expect, it } from 'vitest'
import { parseDecimal } from './decimal.ts'

it.each([
  ['\u200B12,5\u200E', '12.5'],
  ['\u22121\u202F234', '-1234'],
  ['１２', '12'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
])('the pasted number %j is %s', (text, decimal) => {
  expect(parseDecimal(text, { isCommaDecimal: true })).toEqual({ decimal })
})

it.each([
  ['1e5', 'spoiled_number'],
  ['1,5E+21', 'spoiled_number'],
  ['1.2.3', 'number'],
  ['--1', 'number'],
  ['Infinity', 'number'],
  ['0x10', 'number'],
  ['10²', 'number'],
  ['1½', 'number'],
])('%s is not guessed', (text, code) => {
  expect(parseDecimal(text, { isCommaDecimal: true })).toMatchObject({ issue: { code } })
})

it('a comma before three digits is asked about where it may part thousands', () => {
  expect(parseDecimal('1,234', { isCommaDecimal: false })).toMatchObject({
    issue: { code: 'ambiguous_number' },
  })
  expect(parseDecimal('1,234', { isCommaDecimal: true })).toEqual({ decimal: '1.234' })
})
