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

const extension = /(?:доб|ext|x|#|[;,])[^]*$/i

/**
 * International digits of a phone however it is written, or null where it identifies nobody for sure:
 * too short, too long, or without a country and not of the home one. `isInternational`: from a source
 * that leaves the `+` away.
 */
export function phoneKey(text: string, { isInternational = false } = {}): string | null {
  const number = cleanText(text.normalize('NFKC'))
    .replace(/^tel:/i, '')
    .replace(extension, '')
    .trim()
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

const minComparedDigits = 5

/** What any text for a phone is compared by: its key, else its digits where they are enough, else itself. */
export function phoneTextKey(text: string): string {
  const digits = text.normalize('NFKC').replaceAll(/\D/g, '')
  return phoneKey(text) ?? (digits.length >= minComparedDigits ? digits : foldText(text))
}

/** The digits to search a phone by, whatever its country code: the last ten, at least seven. */
export function phoneSearchDigits(text: string): string | null {
  const digits = text.normalize('NFKC').replaceAll(/\D/g, '')
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
