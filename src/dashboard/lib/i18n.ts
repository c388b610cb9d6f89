import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Messages } from '#dashboard/locales/messages.ts'
import type { ru } from '#dashboard/locales/ru.ts'
import { readPreference, writePreference } from './preferences.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof ru }
    strictKeyChecks: true
  }
}

export const languages = ['ru', 'en'] as const
export type Language = (typeof languages)[number]

/** Only the language in use is loaded. */
const load: Record<Language, () => Promise<Messages>> = {
  ru: async () => (await import('#dashboard/locales/ru.ts')).ru,
  en: async () => (await import('#dashboard/locales/en.ts')).en,
}

const isLanguage = (text: string | null | undefined): text is Language =>
  languages.some((language) => language === text)

/** The language chosen before, else the browser's if we speak it, else English. */
export function preferredLanguage(): Language {
  const chosen = readPreference('language')
  if (isLanguage(chosen)) return chosen
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)
  return spoken ?? 'en'
}

export async function startI18n(language: Language): Promise<i18n> {
  const instance = i18next.createInstance()
  await instance.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await load[language]() } },
    interpolation: { escapeValue: false }, // React escapes
  })
  document.documentElement.lang = language
  return instance
}

export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation'))
    instance.addResourceBundle(language, 'translation', await load[language]())
  await instance.changeLanguage(language)
  document.documentElement.lang = language
  writePreference('language', language)
}
