import { closeSync, openSync, writeSync } from 'node:fs'
import { csvRecord, digitsAsText, disarm } from '#contract/model/csv.ts'
import type { ExportFormat } from '#contract/api/exports.ts'
import type { RowFile } from './row-file.ts'

type Csv = Extract<ExportFormat, { type: 'csv' }>

/**
 * The line of a file; phones and negative numbers, which begin with a sign, are not changed, unless
 * they are to stay texts in a spreadsheet.
 */
export function csvLine(
  cells: string[],
  { separator, hasDigitsAsText }: Pick<Csv, 'separator' | 'hasDigitsAsText'>,
): string {
  const safe = cells.map((cell) => disarm(cell, { keepsNumbers: true }))
  return csvRecord(hasDigitsAsText ? safe.map(digitsAsText) : safe, separator, 'needed')
}

export function createCsv(path: string, format: Csv, titles: string[]): RowFile {
  const file = openSync(path, 'w', 0o600)
  let bytes = 0
  function put(text: string) {
    const content = Buffer.from(text)
    for (let done = 0; done < content.length;) done += writeSync(file, content, done)
    bytes += content.length
  }
  put(
    `${format.hasByteOrderMark ? '\uFEFF' : ''}${csvLine(titles, { ...format, hasDigitsAsText: false })}`,
  )
  return {
    add: (rows) =>
      put(
        rows
          .map((row) =>
            csvLine(
              row.map((cell) => cell?.text ?? ''),
              format,
            ),
          )
          .join(''),
      ),
    bytes: () => bytes,
    end() {
      closeSync(file)
      return { bytes, cut: 0 }
    },
    abort: () => closeSync(file),
  }
}
