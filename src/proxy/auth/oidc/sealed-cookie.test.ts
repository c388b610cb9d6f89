import { expect, it } from 'vitest'
import { cookieKeysOf, sealCookie, unsealCookie } from './sealed-cookie.ts'

const keysOf = (letter: string, previous?: string) =>
  cookieKeysOf({
    current: Buffer.alloc(32, letter),
    ...(previous !== undefined && { previous: Buffer.alloc(32, previous) }),
  })
const keys = keysOf('a')
const sealed = sealCookie(keys, 'attempts', 'a secret: ж', 1000)

it('a cookie is read until its time, by its name and key only', () => {
  expect(sealed).not.toContain('secret')
  expect(unsealCookie(keys, 'attempts', sealed, 999)).toBe('a secret: ж')
  expect(unsealCookie(keys, 'attempts', sealed, 1000)).toBeUndefined()
  expect(unsealCookie(keys, 'token', sealed, 0)).toBeUndefined()
  expect(unsealCookie(keysOf('b'), 'attempts', sealed, 0)).toBeUndefined()
  expect(unsealCookie(keysOf('b', 'a'), 'attempts', sealed, 0)).toBe('a secret: ж')
})

it('a cookie that is missing or damaged is none', () => {
  const altered = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  for (const text of [undefined, '', 'x', 'a'.repeat(60), altered, sealed.slice(0, 30)])
    expect(unsealCookie(keys, 'attempts', text, 0)).toBeUndefined()
})

it('the key of tokens seals no cookie itself', () => {
  const token = { current: Buffer.alloc(32, 'a') }
  expect(unsealCookie(token, 'attempts', sealed, 0)).toBeUndefined()
})
