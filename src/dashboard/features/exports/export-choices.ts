import type { ExportFormat } from '#contract/api/exports.ts'
import type { CsvSeparator } from '#contract/model/csv.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import type { Language } from '#dashboard/lib/i18n.ts'

/** What somebody chooses of a file. */
export type ExportChoices = {
  name: string
  /** Only the contacts of the page that is shown. */
  isPageOnly: boolean
  type: ExportFormat['type']
  /** In the order of the file. */
  columns: ColumnId[]
  isFirstOnly: boolean
  headerLanguage: Language
  separator: CsvSeparator
  /** Of CSV: Excel reads Cyrillic letters by it. */
  hasByteOrderMark: boolean
  /** Of CSV: phones and numbers with leading zeros as texts, which spreadsheets would change. */
  hasDigitsAsText: boolean
}

/** Excel expects the separator of the system's language and needs the byte order mark. */
export function firstChoices(given: {
  source: string
  shown: ColumnId[]
  language: Language
  now: Date
}): ExportChoices {
  const { source, shown, language, now } = given
  const separator = language === 'ru' ? 'semicolon' : 'comma'
  return {
    name: fileName(source, now),
    isPageOnly: false,
    type: 'xlsx',
    columns: shown,
    isFirstOnly: false,
    headerLanguage: language,
    separator,
    hasByteOrderMark: byteOrderMarks[separator],
    hasDigitsAsText: false,
  }
}

export const byteOrderMarks: Record<CsvSeparator, boolean> = {
  semicolon: true,
  comma: false,
  tab: false,
}

/** `contacts-main-2026-11-20`: the source and the day. */
function fileName(source: string, date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `contacts-${source}-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export function formatOf(
  { type, headerLanguage, ...choices }: ExportChoices,
  sheet: string,
): ExportFormat {
  const { separator, hasByteOrderMark, hasDigitsAsText } = choices
  switch (type) {
    case 'xlsx':
      return { type, sheet, days: headerLanguage === 'ru' ? 'dmy' : 'ymd' }
    case 'csv':
      return { type, separator, hasByteOrderMark, hasDigitsAsText }
  }
}

/** The columns with one of them at another place. */
export function withMoved(columns: ColumnId[], from: number, to: number): ColumnId[] {
  const moved = columns[from]
  if (moved === undefined || to < 0 || to >= columns.length) return columns
  const others = columns.toSpliced(from, 1)
  return others.toSpliced(to, 0, moved)
}
