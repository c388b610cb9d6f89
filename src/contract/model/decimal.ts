import type { ValueIssue } from './issue.ts'
import { narrowText } from './narrow-text.ts'

/**
 * Parses a typed number into decimal text with a point and all digits, or returns the issue code if
 * it is not a number.
 */
export function parseDecimal(
  text: string,
  { isCommaDecimal }: { isCommaDecimal: boolean },
): { decimal: string } | { issue: ValueIssue } {
  // A line end parts two numbers; blanks part groups of one.
  if (/[\n\r\t]/.test(text.trim()) || /\d\s+\d{1,2}(?!\d)/.test(text))
    return wrong('number', text, 'one number is expected')
  // Pasted numbers have invisible characters and the minus of typesetters.
  const plainText = narrowText(text).replace(/^\u2212/, '-')
  const compact = plainText.replaceAll(/[\s\u00A0\u202F'’]/gu, '')
  if (/^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$/.test(compact))
    return wrong('spoiled_number', text, 'digits were lost: enter the number in full')
  // In languages with the comma as thousands separator, one comma before three digits is ambiguous.
  if (!isCommaDecimal && /^-?\d{1,3},\d{3}$/.test(compact))
    return wrong('ambiguous_number', text, 'write 1234 or 1.234: the comma can mean either')
  const plain = /^-?\d+(?:[.,]\d+)?$/.test(compact) ? compact.replace(',', '.') : undefined
  const grouped = isCommaDecimal
    ? undefined
    : /^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$|^-?\d{1,3},\d{3}\.\d+$/
        .exec(compact)?.[0]
        .replaceAll(',', '')
  const decimal = plain ?? grouped
  return decimal === undefined ? wrong('number', text, 'a number is expected') : { decimal }
}

const wrong = (code: ValueIssue['code'], text: string, message: string) => ({
  issue: { code, message, text: text.trim() },
})

/**
 * The shortest form of a number, so that `012.50` and `12.5` are equal; text that is not a number
 * is returned unchanged.
 */
export function canonicalDecimal(text: string): string {
  const [, sign = '', whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim()) ?? []
  if (whole === undefined) return text.trim()
  const integer = whole.replace(/^0+(?=\d)/, '')
  const decimals = fraction.replace(/0+$/, '')
  const magnitude = decimals === '' ? integer : `${integer}.${decimals}`
  return magnitude === '0' ? '0' : sign + magnitude
}
