/**
 * The one normal form for searching, matching, duplicates and sorting. What two people would call the
 * same name, phone or e-mail has the same key, however it was typed or copied.
 */

/** Marks without width that messengers and word processors leave in copied text. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu
/** Those of them that no emoji and no script needs. */
const removable = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu
const spaces = /\s+/gu

/** Text without invisible marks and control characters, its spaces plain and its ends trimmed. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(removable, '')
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, '')
    .replaceAll(/[^\S\n]+/gu, ' ')
    .trim()

/** Case, ё and е, compatibility forms, spaces and invisible marks set aside. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(spaces, ' ')
    .trim()

/** Phones without a country are of this one. */
const home = { code: '7', trunk: '8', length: 10 } // Russia and Kazakhstan

const minDigits = 8 // with a country; fewer is a service or an extension within a town
const maxDigits = 15 // E.164

/** Where a number is over: words, an extension, or the next number. */
const afterNumber = /[\p{L}#;,/|\n]/u

/** The number that a text begins with, words before it set aside, without an extension or the next number. */
function firstNumber(text: string): string {
  const plain = cleanText(text.normalize('NFKC')).replace(/^[^\d+]+/, '')
  const end = plain.search(afterNumber)
  const number = end < 0 ? plain : plain.slice(0, end)
  // `+44 (0)20`: a zero that is dialled within the country alone.
  return /^(?:\+|00)/.test(number) ? number.replace(/\(\s*0\s*\)/, '') : number
}

/**
 * International digits of a phone however it is written, or null where it identifies nobody for sure:
 * too short, too long, or without a country and not of the home one. `isInternational`: from a source
 * that leaves the `+` away.
 */
export function phoneKey(text: string, { isInternational = false } = {}): string | null {
  const number = firstNumber(text)
  const hasPlus = number.startsWith('+')
  const written = number.replaceAll(/\D/g, '')
  const digits = !hasPlus && written.startsWith('00') ? written.slice(2) : written
  const isWhole = hasPlus || isInternational || digits !== written
  const isHome = digits.length === home.length + 1 && digits.startsWith(home.trunk)
  // Of the countries that begin with the home trunk digit none goes on with a 9.
  if (isHome && (!isWhole || digits[1] === '9')) return home.code + digits.slice(1)
  if (!isWhole && digits.length === home.length) return home.code + digits
  const isLongEnough = digits.length >= (isWhole ? minDigits : home.length + 1)
  return isLongEnough && digits.length <= maxDigits ? digits : null
}

/**
 * What a telephone is to dial of a text: the number alone, and after a pause the extension. Words and what
 * comes after them would otherwise become digits of another number.
 */
export function dialableNumber(text: string): string {
  const plain = cleanText(text.normalize('NFKC')).replace(/^tel:/i, '')
  // Codes of operators (`*100#`) and pauses are dialled as they stand.
  if (!/[\p{L}/|]|\(\s*0\s*\)/u.test(plain)) return plain.replaceAll(/[^\d+*#,;]/g, '')
  const extension = /(?:доб|вн|ext|x|#)[^\d]*(\d{1,6})\D*$/iu.exec(plain)?.[1]
  const number = firstNumber(plain).replaceAll(/[^\d+]/g, '')
  return extension === undefined ? number : `${number},${extension}`
}

/** The digits to search a phone by, whatever its country code: the last ten, at least seven. */
export function phoneSearchDigits(text: string): string | null {
  const digits = firstNumber(text).replaceAll(/\D/g, '')
  return digits.length < 7 ? null : digits.slice(-10)
}

/** Case is no part of an address in practice; null for what is none. */
export function emailKey(text: string): string | null {
  const cleaned = foldText(text)
    .replace(/^mailto:/, '')
    .replace(/(@[^?]*)\?.*$/, '$1')
  const address = /<([^<>]+)>\s*$/.exec(cleaned)?.[1] ?? cleaned
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
}

export type Handle = {
  /** The messenger it belongs to, where the text says so. */
  messenger: string | null
  name: string
}

const sites: [RegExp, string][] = [
  [/^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\//i, 'telegram'],
  [/^(?:https?:\/\/)?(?:m\.|www\.)?vk\.com\//i, 'vk'],
  [/^(?:tg|telegram):/i, 'telegram'],
  [/^(?:vk|viber|whatsapp|max):/i, ''],
]

/** The user name in a messenger: `@ada`, `t.me/ada` and `Telegram: Ada` are one. */
export function handleOf(text: string): Handle | null {
  const trimmed = cleanText(text)
  for (const [prefix, known] of sites) {
    const found = prefix.exec(trimmed)?.[0]
    if (found === undefined) continue
    return toHandle(known || found.slice(0, -1).toLowerCase(), trimmed.slice(found.length))
  }
  return toHandle(null, trimmed)
}

function toHandle(messenger: string | null, text: string): Handle | null {
  const name = text
    .trim()
    .replace(/^@/, '')
    .replace(/[/?].*$/, '')
    .toLowerCase()
  return name === '' ? null : { messenger, name }
}
