import type { CsvSeparator } from '#contract/model/csv.ts'
import type { Language } from '#dashboard/lib/i18n.ts'

export type ExportOptions = {
  columns: 'shown' | 'all'
  separator: CsvSeparator
  headerLanguage: Language
  /** A byte order mark, by which Excel recognizes UTF-8. */
  hasByteOrderMark: boolean
  /** Phones and numbers with leading zeros as texts, which spreadsheets would change otherwise. */
  hasDigitsAsText: boolean
}

/** Excel expects the separator of the system's language and needs the byte order mark. */
export function exportOptionsFor(language: Language): ExportOptions {
  const separator = language === 'ru' ? 'semicolon' : 'comma'
  return {
    columns: 'shown',
    separator,
    headerLanguage: language,
    hasByteOrderMark: byteOrderMarks[separator],
    hasDigitsAsText: false,
  }
}

export const byteOrderMarks: Record<CsvSeparator, boolean> = {
  semicolon: true,
  comma: false,
  tab: false,
}
