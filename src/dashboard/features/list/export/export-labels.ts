import type { i18n } from 'i18next'
import type { StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { Language } from '#dashboard/lib/i18n.ts'

/** What a file says in words of its own: heads, and values that have no text at the source. */
export type ExportLabels = {
  column: (id: StandardColumn) => string
  yes: string
  no: string
  company: (id: number) => string
  user: (id: number) => string
  /** A source's code of a requisite; the code itself where we have no word. */
  legalKey: (code: string) => string
  legalType: (code: string) => string
}

/** In a language that need not be the reader's. */
export async function loadExportLabels(i18n: i18n, language: Language): Promise<ExportLabels> {
  await i18n.loadLanguages(language)
  const t = i18n.getFixedT(language, 'translation')
  return {
    column: (id) => t(`contacts.columns.${id}`),
    yes: t('contacts.yes'),
    no: t('contacts.no'),
    company: (id) => t('contacts.companyId', { id }),
    user: (id) => t('contacts.userId', { id }),
    // Any code may come; the default is there for those that are no key of ours.
    legalKey: (code) => t(`contact.legalKeys.${code as 'name'}`, { defaultValue: code }),
    legalType: (code) => t(`contact.legalTypes.${code as '1'}`, { defaultValue: code }),
  }
}
