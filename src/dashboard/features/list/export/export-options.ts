import type { Language } from '#dashboard/lib/i18n.ts'

export const separators = { semicolon: ';', comma: ',', tab: '\t' } as const
export type Separator = keyof typeof separators

export type ExportOptions = {
  columns: 'shown' | 'all'
  separator: Separator
  headerLanguage: Language
  /** A byte order mark, by which Excel recognizes UTF-8. */
  hasByteOrderMark: boolean
}

/** Excel expects the separator of the system's language and needs the byte order mark. */
export function exportOptionsFor(language: Language): ExportOptions {
  const separator = language === 'ru' ? 'semicolon' : 'comma'
  return {
    columns: 'shown',
    separator,
    headerLanguage: language,
    hasByteOrderMark: byteOrderMarks[separator],
  }
}

export const byteOrderMarks: Record<Separator, boolean> = {
  semicolon: true,
  comma: false,
  tab: false,
}
