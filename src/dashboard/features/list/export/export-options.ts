import type { Language } from '#dashboard/lib/i18n.ts'

export const separators = { semicolon: ';', comma: ',', tab: '\t' } as const
export type Separator = keyof typeof separators

export type ExportChoices = {
  columns: 'shown' | 'all'
  separator: Separator
  headerLanguage: Language
  /** A byte order mark, by which Excel knows UTF-8. */
  hasMark: boolean
}

/** Excel takes the separator of the system's language, and only there the mark is of use. */
export function choicesFor(language: Language): ExportChoices {
  const separator = language === 'ru' ? 'semicolon' : 'comma'
  return { columns: 'shown', separator, headerLanguage: language, hasMark: marks[separator] }
}

export const marks: Record<Separator, boolean> = { semicolon: true, comma: false, tab: false }
