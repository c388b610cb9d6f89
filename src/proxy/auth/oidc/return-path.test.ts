import { expect, it } from 'vitest'
import { returnPathOf } from './return-path.ts'

it.each([
  [undefined, '/'],
  ['/', '/'],
  ['/main/contacts?search=%D0%90&sort=-name#top', '/main/contacts?search=%D0%90&sort=-name#top'],
  ['/a/../b', '/b'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['main', '/'],
  ['/api/session', '/'],
  ['/a/../api/session', '/'],
  ['/sign-in?to=/x', '/'],
  ['/apiary', '/apiary'],
  [`/${'x'.repeat(1000)}`, '/'],
])('returns from %s to %s', (asked, path) => {
  expect(returnPathOf(asked)).toBe(path)
})
