import { expect, it } from 'vitest'
import { contactSearchText } from './contact-search-text.ts'

it.each([
  ['+7 (916) 555-01-01', '9165550101'],
  ['8 916 555 01 01', '9165550101'],
  ['89165550101', '9165550101'],
  ['9165550101', '9165550101'],
  ['007 916 555-01-01', '9165550101'],
  ['+7 916 555‑01‑01', '9165550101'],
  ['\u202A+7 916 555‑01‑01\u202C', '9165550101'],
  ['tel:+79165550101', '9165550101'],
  ['555-01-01', '5550101'],
  ['+44 20 7946 0000', '2079460000'],
  ['mailto:ada@example.com', 'ada@example.com'],
  ['"Ada Lovelace" <ada@example.com>', 'ada@example.com'],
  ['Ada\u200B  Lovelace ', 'Ada Lovelace'],
  // Not phones: unchanged.
  ['01.10.2026', '01.10.2026'],
  ['2026-10-01', '2026-10-01'],
  ['123456', '123456'],
  ['ООО 9165550101', 'ООО 9165550101'],
  ['4276380012345678901', '4276380012345678901'],
  ['', ''],
])('converts %s to the search text %s', (typed, asked) => {
  expect(contactSearchText(typed)).toBe(asked)
})
