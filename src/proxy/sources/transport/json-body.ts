import { canonicalDecimal } from '#contract/model/decimal.ts'

/**
 * Responses of the sources have less than a tenth of this depth; deeper ones may overflow the stack
 * of recursive functions.
 */
const maxDepth = 128

/**
 * Parses a JSON body. Removes U+0000, which a source may contain and Postgres cannot store, and
 * returns numbers with more digits than a float can represent as text; undefined if the body is not
 * JSON or too deeply nested.
 */
export function readJson(text: string): unknown {
  if (depthOf(text) > maxDepth) return undefined
  try {
    const body = mayLoseDigits.test(text) ? text.replace(stringsAndNumbers, toWhole) : text
    // An escaped backslash before it is a false positive, which only costs time.
    return body.includes('\\u0000') ? withoutNul(JSON.parse(body)) : JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Matches a number that may have more digits than a float can represent, or an exponent. */
const mayLoseDigits = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+[eE])/
const stringsAndNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Quotes a number whose digits a float would lose; readers accept text for numbers. */
function toWhole(token: string): string {
  if (token.startsWith('"')) return token
  const digits = withoutExponent(token)
  return canonicalDecimal(String(Number(token))) === canonicalDecimal(digits)
    ? token
    : `"${digits}"`
}

const maxShift = 40 // decimal places; no amount has as many

/** `1.5e3` as `1500`; unchanged if the result would be longer than any amount. */
function withoutExponent(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(number) ?? []
  const shift = Number(exponent)
  if (exponent === undefined || Math.abs(shift) > maxShift) return number
  const padded = '0'.repeat(maxShift) + whole + fraction + '0'.repeat(maxShift)
  const point = maxShift + whole.length + shift
  return canonicalDecimal(`${sign}${padded.slice(0, point)}.${padded.slice(point)}`)
}

/** The depth of nesting, determined without recursion and for any text. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    const sign = text[index]
    if (sign === '"') index = endOfString(text, index)
    else if (sign === '[' || sign === '{') {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (sign === ']' || sign === '}') depth -= 1
  }
  return deepest
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return text.length
}

function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '')
  if (Array.isArray(value)) return value.map(withoutNul)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.replaceAll('\0', ''), withoutNul(entry)]),
  )
}
