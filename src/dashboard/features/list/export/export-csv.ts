import { csvRecord, digitsAsText, disarm, type CsvSeparator } from '#contract/model/csv.ts'

/**
 * Lines of a file; phones and negative numbers, which begin with a sign, are not changed, unless
 * they are to stay texts in a spreadsheet.
 */
export const toCsv = (
  rows: string[][],
  separator: CsvSeparator,
  { hasDigitsAsText = false } = {},
): string =>
  rows
    .map((row) => row.map((cell) => disarm(cell, { keepsNumbers: true })))
    .map((row) => (hasDigitsAsText ? row.map(digitsAsText) : row))
    .map((row) => csvRecord(row, separator, 'needed'))
    .join('')
