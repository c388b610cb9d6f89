import Papa from 'papaparse'
import { separators, type Separator } from './export-options.ts'

/**
 * Texts that a spreadsheet would take for a formula get an apostrophe before them. A plus or a minus
 * begins a formula, too, but also every phone and every negative number: whoever goes on with
 * nothing but digits, what stands between them, and an extension, is left as it is.
 */
const formula =
  /^\s*[=@＝＠]|^[\t\r\n]|^\s*[+\-＋－](?![\d\s+\-().,#*/]*(?:(?:доб|вн|ext|x)\.?\s*\d+)?\s*$)/i

/** Lines of a file after RFC 4180: CRLF at the end of each, quotes where they are needed. */
export const toCsv = (rows: string[][], separator: Separator): string =>
  rows.length === 0
    ? ''
    : `${Papa.unparse(rows, {
        delimiter: separators[separator],
        newline: '\r\n',
        escapeFormulae: formula,
      })}\r\n`
