export const csvSeparators = { comma: ',', semicolon: ';', tab: '\t' } as const
export type CsvSeparator = keyof typeof csvSeparators

/**
 * A record of a CSV file (RFC 4180, ends with CRLF). `needed` quotes only cells that would be read
 * differently without, `always` all of them. Cells are written as they are: see `disarm`.
 */
export function csvRecord(
  cells: string[],
  separator: CsvSeparator,
  quotes: 'always' | 'needed',
): string {
  const written = cells.map((cell) =>
    quotes === 'always' || needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  )
  return `${written.join(csvSeparators[separator])}\r\n`
}

/** Any separator, for whoever opens the file may split it by another one. */
const needsQuotes = /[";,\t\r\n]|^\s|\s$/

/**
 * Places where a spreadsheet would start a formula: the start of a cell, and the position after any
 * separator, because the spreadsheet may split by another separator. Importers ignore invisible
 * characters before it.
 */
const formulaStarts = /(^|[;,\t\r\n])((?:(?![\t\r\n])[\s\p{Cf}\p{Cc}])*[=+\-@＝＋－＠])/gu

/**
 * A text that no spreadsheet takes for a formula: an apostrophe makes it a text there.
 * `keepsNumbers`: phones, extensions among them, and negative numbers stay as they are, though they
 * begin with a sign.
 */
export function disarm(text: string, { keepsNumbers }: { keepsNumbers: boolean }): string {
  const safe = text.replace(
    formulaStarts,
    (found: string, before: string, start: string, offset: number) => {
      const cell = offset === 0 && before === '' ? text : cellAt(text, offset + before.length)
      if (keepsNumbers && /[+\-＋－]$/.test(start) && isNumberLike(cell)) return found
      return `${before}'${start}`
    },
  )
  return /^[\t\r\n]/.test(safe) ? `'${safe}` : safe
}

/**
 * A text of digits as a formula that gives it back, for spreadsheets, which read it as a number
 * otherwise: they drop its leading zeros and plus, and round what has more than 15 digits. Other
 * numbers stay numbers.
 */
export const digitsAsText = (text: string): string => (isLostAsNumber(text) ? `="${text}"` : text)

function isLostAsNumber(text: string): boolean {
  if (!/^\+?[\d(][\d\s+().,;/#*-]*$/.test(text)) return false
  const digits = text.replaceAll(/\D/g, '')
  const isPlain = /^\d+$/.test(text)
  return /^(?:\+|0\d)/.test(text) || (isPlain && digits.length > 10)
}

/** From there to the next separator. */
function cellAt(text: string, start: number): string {
  const length = text.slice(start).search(/[;,\t\r\n]/)
  return length < 0 ? text.slice(start) : text.slice(start, start + length)
}

const isNumberLike = (text: string): boolean => numberLike.test(text.trim())
const numberLike = /^[+\-＋－][\d\s+\-().,#*/]*(?:(?:доб|вн|ext|x)\.?\s*\d+)?$/i

/**
 * JSON for a cell that can be read again as it was: what would begin a formula within one of its texts
 * is written as an escape instead of being changed.
 */
export const disarmedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, (literal) =>
    literal.replace(
      /([;,][^\S\t\r\n]*)([=+\-@＝＋－＠])/g,
      (_found, before: string, sign: string) => `${before}${escapeOf(sign)}`,
    ),
  )

const escapeOf = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
