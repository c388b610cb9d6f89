/** Invisible characters that neither emoji nor any script require. */
const removable = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu

/** Text without invisible and control characters, with plain spaces, trimmed. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(removable, '')
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, '')
    .replaceAll(/[^\S\n]+/gu, ' ')
    .trim()

const plainNumber = /^\+?\d+$/

/** Characters that end a number: words, an extension, or the next number. */
const afterNumber = /[\p{L}#;,/|\n]/u

/** The first number in a text, without words before it, an extension or further numbers. */
export function firstNumber(text: string): string {
  if (plainNumber.test(text)) return text
  const plain = cleanText(text.normalize('NFKC')).replace(/^[^\d+]+/, '')
  const end = plain.search(afterNumber)
  const number = end < 0 ? plain : plain.slice(0, end)
  // `+44 (0)20`: a zero after the country code that is only dialed within the country.
  return number.replace(/^((?:\+|00)[\s.-]*(?:[17]|[2-689]\d{1,2})[\s.-]*)\(\s*0\s*\)/, '$1')
}

/**
 * The number that a phone dials for a text: the number without words, and the extension after a
 * pause. Digits within or after words would otherwise become part of the number.
 */
export function dialableNumber(text: string): string {
  const plain = cleanText(text.normalize('NFKC')).replace(/^tel:/i, '')
  // Operator codes (`*100#`) and pauses are dialed unchanged.
  if (!/[\p{L}/|]|\(\s*0\s*\)/u.test(plain)) return plain.replaceAll(/[^\d+*#,;]/g, '')
  const extension = /(?:доб|вн|ext|x|#)[^\d]*(\d{1,6})\D*$/iu.exec(plain)?.[1]
  const number = firstNumber(plain).replaceAll(/[^\d+]/g, '')
  return extension === undefined ? number : `${number},${extension}`
}
