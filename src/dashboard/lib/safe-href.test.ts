import { expect, it } from 'vitest'
import { isWebAddress, mailtoHref, telHref } from './safe-href.ts'

it.each([
  ['+7 (916) 555-01-01', 'tel:+79165550101'],
  ['\u202A+7 916 555‑01‑01\u202C', 'tel:+79165550101'],
  ['8 916 555 01 01', 'tel:89165550101'],
])('dials %j as %s', (phone, href) => expect(telHref(phone)).toBe(href))

it.each([
  ['ada@example.com', 'mailto:ada@example.com'],
  ['mailto:ada@example.com', 'mailto:ada@example.com'],
  ['a@b.c?bcc=evil@x.y&body=hi', 'mailto:a@b.c%3Fbcc%3Devil@x.y%26body%3Dhi'],
])('writes to %j by %s', (address, href) => expect(mailtoHref(address)).toBe(href))

it('accepts only web addresses as links', () => {
  expect(isWebAddress('https://example.com')).toBe(true)
  expect(isWebAddress('javascript:alert(1)')).toBe(false)
  expect(isWebAddress('https://')).toBe(false)
})
