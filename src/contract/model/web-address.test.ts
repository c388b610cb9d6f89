import { expect, it } from 'vitest'
import { isWebAddress } from './web-address.ts'

it.each([
  ['https://example.com', true],
  ['HTTP://example.com/a?b#c', true],
  [' https://example.com', false],
  ['https://', false],
  ['https:///path', false],
  ['https://example.com and more', false],
  ['example.com', false],
  ['javascript:alert(1)', false],
  ['javascript:alert(1)//https://example.com', false],
  ['', false],
])('%j is an address of a page: %s', (text, is) => expect(isWebAddress(text)).toBe(is))
