import { foldText } from './search-key.ts'

/**
 * Text that orders bytewise as people order names: case, ё and е set aside, digits by their value
 * (`Client 9` before `Client 10`). Null for text that says nothing.
 */
export function textSortKey(text: string): string | null {
  const folded = foldText(text)
  if (folded === '') return null
  return folded.replaceAll(/\d+/g, (digits) => {
    const significant = digits.replace(/^0+(?=\d)/, '')
    return String(significant.length).padStart(3, '0') + significant
  })
}

/** A decimal number of any length as text that orders bytewise by value; null for what is no number. */
export function decimalSortKey(decimal: string): string | null {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim()) ?? []
  if (whole === undefined) return null
  const significant = whole.replace(/^0+(?=\d)/, '')
  const magnitude = `${String(significant.length).padStart(4, '0')}${significant}.${fraction.replace(/0+$/, '')}`
  if (!sign || /^[0.]*$/.test(significant + fraction)) return `1${magnitude}`
  // Of negative numbers the larger magnitude comes first; what is a prefix of another comes after it.
  return `0${magnitude.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~`
}
