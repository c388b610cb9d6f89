import { canonicalDecimal } from '#contract/model/decimal.ts'

/** No answer of the sources is a tenth as deep; what is deeper overflows whoever walks it. */
const maxDepth = 128

/**
 * The JSON of a body without U+0000, which a source may hold and Postgres cannot, and with the text of
 * numbers whose digits a float cannot hold; undefined where it is none, or nested too deeply to be worked
 * with.
 */
export function readJson(text: string): unknown {
  if (depthOf(text) > maxDepth) return undefined
  try {
    const body = mayLoseDigits.test(text) ? text.replace(stringsAndNumbers, toWhole) : text
    // An escaped backslash before it makes a false alarm, which costs time and nothing else.
    return body.includes('\\u0000') ? withoutNul(JSON.parse(body)) : JSON.parse(body)
  } catch {
    return undefined
  }
}

/** A number somewhere of more digits than a float holds, or with an exponent. */
const mayLoseDigits = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+[eE])/
const stringsAndNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** A number whose digits a float would lose becomes their text, which is read like a number. */
function toWhole(token: string): string {
  if (token.startsWith('"')) return token
  const digits = withoutExponent(token)
  return canonicalDecimal(String(Number(token))) === canonicalDecimal(digits)
    ? token
    : `"${digits}"`
}

const maxShift = 40 // places; no amount of a contact has as many

/** `1.5e3` as `1500`; what is longer than any amount stays as it is. */
function withoutExponent(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(number) ?? []
  const shift = Number(exponent)
  if (exponent === undefined || Math.abs(shift) > maxShift) return number
  const padded = '0'.repeat(maxShift) + whole + fraction + '0'.repeat(maxShift)
  const point = maxShift + whole.length + shift
  return canonicalDecimal(`${sign}${padded.slice(0, point)}.${padded.slice(point)}`)
}

/** Levels of nesting, counted without recursion and for any text. */
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
