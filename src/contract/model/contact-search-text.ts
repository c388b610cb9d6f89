import { phoneKey, phoneSearchDigits } from './search-key.ts'
import { cleanContactPoint } from './value-kinds/contact-points-kind.ts'

/**
 * The search text sent to a source for typed or pasted text: without invisible characters and link
 * schemes, the address of `"Ada" <ada@example.com>`, and of a phone the digits shared by all
 * notations.
 */
export function contactSearchText(typed: string): string {
  const text = cleanContactPoint(typed)
  return isPhone(text) ? (phoneSearchDigits(text) ?? text) : text
}

const minDigits = 7 // fewer digits are an extension or part of an ID

/** Whether the text consists only of digits and separators of a phone and is not a date. */
function isPhone(text: string): boolean {
  const plain = text.normalize('NFKC')
  if (!/^\+?[\d\s().\p{Pd}/]+$/u.test(plain) || isDate(plain)) return false
  return phoneKey(plain) !== null || plain.replaceAll(/\D/g, '').length === minDigits
}

const isDate = (text: string): boolean =>
  /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$/.test(text)
