import { cleanContactPoint } from './value-kinds/contact-points-kind.ts'
import { cleanText } from './plain-text.ts'

/** Spaces and hyphens that do not break, which look like those of a keyboard. */
const otherSpaces = /[^\S\n\t ]/u
const otherHyphens = /[\u2010-\u2012\u2212\uFE63\uFF0D]/gu
const marks = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/u

/** Whether a text has characters that nobody sees and that change what it is equal to. */
export const hasInvisibleMarks = (text: string): boolean => marks.test(text)

/** The same for a phone or an e-mail, in which spaces and hyphens that do not break are such, too. */
export const hasOddMarks = (text: string): boolean =>
  marks.test(text) || otherSpaces.test(text) || text.search(otherHyphens) >= 0

/** A text without invisible marks, otherwise as it is. */
export const withoutMarks = (text: string): string => text.replaceAll(new RegExp(marks, 'gu'), '')

/** The same of phones and e-mails, with the spaces and hyphens of a keyboard. */
export const withoutOddMarks = (text: string): string =>
  withoutMarks(text).replaceAll(new RegExp(otherSpaces, 'gu'), ' ').replaceAll(otherHyphens, '-')

/** A phone or an e-mail as a keyboard writes it, without what the clipboard puts around it. */
export const plainPoint = (text: string): string =>
  cleanContactPoint(text).replaceAll(otherHyphens, '-')

/** What people write where there is nothing to write. */
const placeholders = new Set(
  [
    'нет нету отсутствует неизвестно неизвестен пусто no none null nil undefined nan unknown empty',
    'n/a na n.a. #n/a #н/д н/д нд б/н',
  ].flatMap((line) => line.split(' ')),
)
const phrases = new Set([
  'нет данных',
  'нет телефона',
  'нет номера',
  'нет почты',
  'нет email',
  'не указан',
  'не указано',
  'не указана',
  'не знаю',
  'no phone',
  'no email',
  'not available',
  'not provided',
])

/** Whether a text says that there is no value: `нет`, `-`, `n/a`, `0`. */
export function isPlaceholder(text: string): boolean {
  const plain = cleanText(text.normalize('NFKC')).toLowerCase().replaceAll('ё', 'е')
  if (plain === '') return false
  return (
    /^[\p{P}\p{S}\s]+$/u.test(plain) ||
    /^0+$/.test(plain) ||
    placeholders.has(plain) ||
    phrases.has(plain)
  )
}

const exponent = /^([+-]?)(\d+)(?:[.,](\d+))?[eе]\+?(\d{1,2})$/iu

/**
 * What a spreadsheet has made of a number: `whole` has all digits again, `lost` is in exponent notation
 * with fewer digits than the number had, and nobody knows the others.
 */
export function readSpoiledNumber(
  text: string,
): { kind: 'whole'; digits: string } | { kind: 'lost' } | undefined {
  const plain = cleanText(text.normalize('NFKC')).replaceAll(' ', '')
  const [, sign = '', whole = '', fraction = '', power = ''] = exponent.exec(plain) ?? []
  if (power !== '') {
    const missing = Number(power) - fraction.length
    if (missing < 0 || whole.length !== 1) return { kind: 'lost' }
    return missing > 0
      ? { kind: 'lost' }
      : { kind: 'whole', digits: (sign === '+' ? '+' : '') + whole + fraction }
  }
  const decimal = /^(\+?\d{5,})[.,]0+$/.exec(plain)?.[1]
  if (decimal !== undefined) return { kind: 'whole', digits: decimal }
  return /^\d{1,3}(?:,\d{3}){2,}$/.test(plain)
    ? { kind: 'whole', digits: plain.replaceAll(',', '') }
    : undefined
}
