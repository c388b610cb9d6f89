import { expect, it } from 'vitest'
import { toE164 } from './phone-number.ts'

it.each([
  ['8 (916) 123-45-67', 'Europe/Moscow', '+79161234567'],
  ['9161234567', 'Asia/Vladivostok', '+79161234567'],
  ['+44 20 7946 0000', 'Europe/Moscow', '+442079460000'],
  ['0171 2345678', 'Europe/Berlin', '+491712345678'],
  ['8 (916) 123-45-67', null, undefined],
  ['call me', 'Europe/Moscow', undefined],
])('writes %s of an account in %s as %s', async (text, zone, number) => {
  expect(await toE164(text, zone)).toBe(number)
})
