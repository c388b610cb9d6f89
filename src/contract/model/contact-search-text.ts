import { phoneKey, phoneSearchDigits } from './search-key.ts'
import { cleanContactPoint } from './value-kinds/contact-points-kind.ts'

/**
 * What a source is asked for, of what people type and paste: text without invisible marks and link
 * schemes, the address of `"Ada" <ada@example.com>`, and of a phone the digits that every notation shares.
 */
export function contactSearchText(typed: string): string {
  const text = cleanContactPoint(typed)
  return isPhone(text) ? (phoneSearchDigits(text) ?? text) : text
}

const minDigits = 7 // fewer is an extension or part of an id

/** Nothing but a phone's digits and separators, and no date. */
function isPhone(text: string): boolean {
  const plain = text.normalize('NFKC')
  if (!/^\+?[\d\s().\p{Pd}/]+$/u.test(plain) || isDate(plain)) return false
  return phoneKey(plain) !== null || plain.replaceAll(/\D/g, '').length === minDigits
}

const isDate = (text: string): boolean =>
  /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$/.test(text)
