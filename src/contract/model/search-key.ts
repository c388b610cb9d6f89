import { cleanText, firstNumber } from './plain-text.ts'
import { remembered } from './remembered.ts'

/**
 * Normal forms for searching, matching, finding duplicates and sorting. Names, phones and e-mails
 * that users consider equal have the same key, regardless of how they were typed or copied.
 */

/** Characters without width that messengers and word processors add to copied text. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu
const spaces = /\s+/gu

/** Words of Latin and Cyrillic letters, digits and punctuation, in which only case has to be folded. */
const plainWords = /^[!-~А-яЁё]+(?: [!-~А-яЁё]+)*$/

/**
 * Text in a form that ignores case, the difference of ё and е, compatibility forms, spaces and
 * invisible characters.
 */
export const foldText = (text: string): string =>
  plainWords.test(text)
    ? foldCase(text)
    : foldCase(text.normalize('NFKC').replaceAll(invisible, '')).replaceAll(spaces, ' ').trim()

function foldCase(text: string): string {
  const folded = text.toLowerCase()
  return folded.includes('ё') ? folded.replaceAll('ё', 'е') : folded
}

/** Country of phones that have no country code. */
const home = { code: '7', trunk: '8', length: 10 } // Russia and Kazakhstan

// including the country code; fewer digits are a service number or a local extension
const minDigits = 8
const maxDigits = 15 // E.164

/**
 * The international digits of a phone in any notation, or null if it does not identify a contact
 * reliably: it is too short, too long, or has no country code and does not belong to the home
 * country. `isInternational`: the number comes from a source that omits the `+`.
 */
export const phoneKey = (text: string, { isInternational = false } = {}): string | null =>
  isInternational ? readPhoneKey(text, true) : nationalKey(text)

const nationalKey = remembered((text) => readPhoneKey(text, false))

function readPhoneKey(text: string, isInternational: boolean): string | null {
  const number = firstNumber(text)
  const hasPlus = number.startsWith('+')
  const written = number.replaceAll(/\D/g, '')
  const digits = !hasPlus && written.startsWith('00') ? written.slice(2) : written
  const isWhole = hasPlus || isInternational || digits !== written
  const isHome = digits.length === home.length + 1 && digits.startsWith(home.trunk)
  // No country code that begins with the home trunk digit continues with 9.
  if (isHome && (!isWhole || digits[1] === '9')) return home.code + digits.slice(1)
  if (!isWhole && digits.length === home.length) return home.code + digits
  const isLongEnough = digits.length >= (isWhole ? minDigits : home.length + 1)
  return isLongEnough && digits.length <= maxDigits ? digits : null
}

const minComparedDigits = 5

/**
 * The key for comparing any text entered as a phone: its phone key, else its digits if there are at
 * least five, else the folded text.
 */
export function phoneTextKey(text: string): string {
  const digits = text.normalize('NFKC').replaceAll(/\D/g, '')
  return phoneKey(text) ?? (digits.length >= minComparedDigits ? digits : foldText(text))
}

/**
 * The digits for searching a phone regardless of its country code: the last ten, at least seven.
 */
export function phoneSearchDigits(text: string): string | null {
  const digits = firstNumber(text).replaceAll(/\D/g, '')
  return digits.length < 7 ? null : digits.slice(-10)
}

/**
 * The e-mail in lower case, because case is irrelevant in practice; null if the text is not an
 * e-mail.
 */
export const emailKey = remembered((text): string | null => {
  const cleaned = foldText(text)
    .replace(/^mailto:/, '')
    .replace(/(@[^?]*)\?.*$/, '$1')
  const address = /<([^<>]+)>\s*$/.exec(cleaned)?.[1] ?? cleaned
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
})

export type Handle = {
  /** The messenger, if the text names it. */
  messenger: string | null
  name: string
}

const sites: [RegExp, string][] = [
  [/^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\//i, 'telegram'],
  [/^(?:https?:\/\/)?(?:m\.|www\.)?vk\.com\//i, 'vk'],
  [/^(?:tg|telegram):/i, 'telegram'],
  [/^(?:vk|viber|whatsapp|max):/i, ''],
]

/** The user name in a messenger: `@ada`, `t.me/ada` and `Telegram: Ada` are equal. */
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
