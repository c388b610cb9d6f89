import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { controlsEn } from '#dashboard/locales/controls-en.ts'
import { controlsRu } from '#dashboard/locales/controls-ru.ts'

/**
 * The few texts of controls come with them in all languages: a list opens with one request fewer.
 */
export function useControlTexts(): TFunction<'controls'> {
  const { i18n } = useTranslation()
  if (!i18n.hasResourceBundle('ru', 'controls')) {
    i18n.addResourceBundle('ru', 'controls', controlsRu)
    i18n.addResourceBundle('en', 'controls', controlsEn)
  }
  return i18n.getFixedT(null, 'controls')
}
