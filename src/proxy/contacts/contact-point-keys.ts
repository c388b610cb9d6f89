/** Phones are compared by their international digits; numbers without a country are of this one. */
const home = { code: '7', trunk: '8', length: 10 } // Russia and Kazakhstan

const minDigits = 8 // with the country code; shorter ones are service or local numbers
const maxDigits = 15 // E.164

const extension = /(?:доб|ext|x|#|[;,]).*$/i

/**
 * International digits of a phone in any notation, or null where it is ambiguous: too short, too long,
 * or without a country code and not of the home country. `isInternational`: a source that
 * leaves the `+` away.
 */
export function phoneKey(text: string, { isInternational = false } = {}): string | null {
  const number = text.trim().replace(extension, '')
  const hasPlus = number.startsWith('+')
  const written = number.replaceAll(/\D/g, '')
  const digits = !hasPlus && written.startsWith('00') ? written.slice(2) : written
  const isWhole = hasPlus || isInternational || digits !== written
  const isHome = digits.length === home.length + 1 && digits.startsWith(home.trunk)
  // No country code starts with the home trunk digit followed by 9.
  if (isHome && (!isWhole || digits[1] === '9')) return home.code + digits.slice(1)
  if (!isWhole && digits.length === home.length) return home.code + digits
  const isLongEnough = digits.length >= (isWhole ? minDigits : home.length + 1)
  return isLongEnough && digits.length <= maxDigits ? digits : null
}

/** Addresses are compared case-insensitively; null for text that is not an address. */
export function emailKey(text: string): string | null {
  const address = text
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
}

export type Handle = {
  /** The messenger, where the text names one. */
  messenger: string | null
  name: string
}

const sites: [RegExp, string][] = [
  [/^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\//i, 'telegram'],
  [/^(?:https?:\/\/)?(?:m\.|www\.)?vk\.com\//i, 'vk'],
  [/^(?:tg|telegram):/i, 'telegram'],
  [/^(?:vk|viber|whatsapp|max):/i, ''],
]

/** The name in a messenger: `@ada`, `t.me/ada` and `Telegram: Ada` are one. */
export function handleOf(text: string): Handle | null {
  const trimmed = text.trim()
  for (const [prefix, known] of sites) {
    const found = prefix.exec(trimmed)?.[0]
    if (found === undefined) continue
    const messenger = known || found.slice(0, -1).toLowerCase()
    return named(messenger, trimmed.slice(found.length))
  }
  return named(null, trimmed)
}

function named(messenger: string | null, text: string): Handle | null {
  const name = text
    .trim()
    .replace(/^@/, '')
    .replace(/[/?].*$/, '')
    .toLowerCase()
  return name === '' ? null : { messenger, name }
}
