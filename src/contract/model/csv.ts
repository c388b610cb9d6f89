export const csvSeparators = { comma: ',', semicolon: ';', tab: '\t' } as const
export type CsvSeparator = keyof typeof csvSeparators

/**
 * A record of a CSV file (RFC 4180), including the final CRLF. `needed` quotes only cells that
 * would be read differently without quotes, `always` all cells. Cells are not escaped against
 * formulas: see `disarm`.
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

/** Includes all separators, because a spreadsheet may split the file by another one. */
const needsQuotes = /[";,\t\r\n]|^\s|\s$/

/**
 * Places where a spreadsheet would start a formula: the start of a cell, and the position after any
 * separator, because the spreadsheet may split by another separator.
 */
const formulaStarts = /(^|[;,\t\r\n])([^\S\t\r\n]*[=+\-@＝＋－＠])/g

/**
 * Prefixes an apostrophe where a spreadsheet would evaluate the text as a formula. `keepsNumbers`:
 * phones (including extensions) and negative numbers are not changed, although they begin with a
 * sign.
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

/** The text from `start` to the next separator. */
function cellAt(text: string, start: number): string {
  const length = text.slice(start).search(/[;,\t\r\n]/)
  return length < 0 ? text.slice(start) : text.slice(start, start + length)
}

const isNumberLike = (text: string): boolean => numberLike.test(text.trim())
const numberLike = /^[+\-＋－][\d\s+\-().,#*/]*(?:(?:доб|вн|ext|x)\.?\s*\d+)?$/i

/**
 * JSON for a cell that can be parsed to the same value: characters in its strings that would start
 * a formula are written as escape sequences.
 */
export const disarmedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, (literal) =>
    literal.replace(
      /([;,][^\S\t\r\n]*)([=+\-@＝＋－＠])/g,
      (_found, before: string, sign: string) => `${before}${escapeOf(sign)}`,
    ),
  )

const escapeOf = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
