import type { i18n } from 'i18next'
import type { StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { Language } from '#dashboard/lib/i18n.ts'

/** The texts of a file: headers, and labels for values that have none at the source. */
export type ExportLabels = {
  column: (id: StandardColumn) => string
  /** Of a value that is not known. */
  unknown: string
  yes: string
  no: string
  company: (id: number) => string
  user: (id: number) => string
  /** The label of a legal entity's key; the key itself if there is none. */
  legalKey: (code: string) => string
  legalType: (code: string) => string
}

/** In a language that may differ from the interface's. */
export async function loadExportLabels(i18n: i18n, language: Language): Promise<ExportLabels> {
  await i18n.loadLanguages(language)
  const t = i18n.getFixedT(language, 'translation')
  return {
    column: (id) => t(`attributes.${id}`),
    unknown: t('contacts.unknown'),
    yes: t('contacts.yes'),
    no: t('contacts.no'),
    company: (id) => t('contacts.companyId', { id }),
    user: (id) => t('contacts.userId', { id }),
    // Any code may occur; the default is for those without a label.
    legalKey: (code) => t(`contact.legalKeys.${code as 'name'}`, { defaultValue: code }),
    legalType: (code) => t(`contact.legalTypes.${code as '1'}`, { defaultValue: code }),
  }
}
