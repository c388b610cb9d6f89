import { csvRecord, disarm, type CsvSeparator } from '#contract/model/csv.ts'

/** Lines of a file; phones and negative numbers, which begin with a sign, are not changed. */
export const toCsv = (rows: string[][], separator: CsvSeparator): string =>
  rows
    .map((row) => row.map((cell) => disarm(cell, { keepsNumbers: true })))
    .map((row) => csvRecord(row, separator, 'needed'))
    .join('')
