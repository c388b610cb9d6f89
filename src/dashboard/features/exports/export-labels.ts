import type { i18n } from 'i18next'
import type { ExportLabels } from '#contract/api/exports.ts'
import type { StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { Language } from '#dashboard/lib/i18n.ts'

/** The texts of a file in its language. */
export type FileTexts = {
  /** Titles of columns that the account does not name. */
  column: (id: StandardColumn) => string
  sheet: string
  labels: ExportLabels
}

/** In a language that may differ from the interface's. */
export async function loadFileTexts(i18n: i18n, language: Language): Promise<FileTexts> {
  await i18n.loadNamespaces('contact')
  await i18n.loadLanguages(language)
  const t = i18n.getFixedT(language, 'translation')
  const ofContact = i18n.getFixedT(language, 'contact')
  const id = '{id}'
  return {
    column: (key) => t(`attributes.${key}`),
    sheet: t('contacts.title'),
    labels: {
      unknown: t('contacts.unknown'),
      yes: t('contacts.yes'),
      no: t('contacts.no'),
      company: t('contacts.companyId', { id }),
      user: t('contacts.userId', { id }),
      legalKeys: { ...ofContact('contact.legalKeys', { returnObjects: true }) },
      legalTypes: { ...ofContact('contact.legalTypes', { returnObjects: true }) },
    },
  }
}
