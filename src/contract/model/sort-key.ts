import { foldText } from './search-key.ts'

/**
 * Text whose byte order is the natural order of names: it ignores case and the difference of ё and
 * е, and orders numbers by value (`Client 9` before `Client 10`). Null for blank text.
 */
export const textSortKey = (text: string): string | null => foldedSortKey(foldText(text))

/** The same of a text that is folded already. */
export function foldedSortKey(folded: string): string | null {
  if (folded === '') return null
  if (!/\d/.test(folded)) return folded
  return folded.replaceAll(/\d+/g, (digits) => {
    const significant = digits.replace(/^0+(?=\d)/, '')
    return String(significant.length).padStart(3, '0') + significant
  })
}

/**
 * A decimal number of any length as text whose byte order is the numeric order; null if it is not a
 * number.
 */
export function decimalSortKey(decimal: string): string | null {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim()) ?? []
  if (whole === undefined) return null
  const significant = whole.replace(/^0+(?=\d)/, '')
  const magnitude = `${String(significant.length).padStart(4, '0')}${significant}.${fraction.replace(/0+$/, '')}`
  if (!sign || /^[0.]*$/.test(significant + fraction)) return `1${magnitude}`
  // For negative numbers the order of magnitudes is reversed, and a number follows those of which
  // it is a prefix.
  return `0${magnitude.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~`
}
