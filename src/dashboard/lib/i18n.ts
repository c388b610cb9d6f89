import i18next, { type BackendModule, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { chatsRu } from '#dashboard/locales/chats-ru.ts'
import type { demoRu } from '#dashboard/locales/demo-ru.ts'
import type { jobRunRu } from '#dashboard/locales/job-run-ru.ts'
import type { botContactsRu } from '#dashboard/locales/bot-contacts-ru.ts'
import type { contactRu } from '#dashboard/locales/contact-ru.ts'
import type { formRu } from '#dashboard/locales/form-ru.ts'
import type { batchRu } from '#dashboard/locales/batch-ru.ts'
import type { overviewRu } from '#dashboard/locales/overview-ru.ts'
import type { jobsRu } from '#dashboard/locales/jobs-ru.ts'
import type { gridRu } from '#dashboard/locales/grid-ru.ts'
import type { ru } from '#dashboard/locales/ru.ts'
import type { setupRu } from '#dashboard/locales/setup-ru.ts'
import type { toolsRu } from '#dashboard/locales/tools-ru.ts'
import { readPreference, writePreference } from './preferences.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    // Words of parts loaded later are looked for where ours end, see `fallbackNS`.
    resources: {
      translation: typeof ru & typeof contactRu & typeof setupRu
      contact: typeof contactRu
      setup: typeof setupRu
      tools: typeof toolsRu
      form: typeof formRu
      jobs: typeof jobsRu
      batch: typeof batchRu
      chats: typeof chatsRu
      'bot-contacts': typeof botContactsRu
      overview: typeof overviewRu
      'job-run': typeof jobRunRu
      grid: typeof gridRu
      demo: typeof demoRu
    }
    strictKeyChecks: true
  }
}

export const languages = ['ru', 'en'] as const
export type Language = (typeof languages)[number]

/**
 * Only the language in use is loaded, and of it only what is on the screen: `translation` is what
 * the list needs at once, the other namespaces come with the parts that speak them.
 */
const load: Record<string, Record<Language, () => Promise<object>>> = {
  translation: {
    ru: async () => (await import('#dashboard/locales/ru.ts')).ru,
    en: async () => (await import('#dashboard/locales/en.ts')).en,
  },
  contact: {
    ru: async () => (await import('#dashboard/locales/contact-ru.ts')).contactRu,
    en: async () => (await import('#dashboard/locales/contact-en.ts')).contactEn,
  },
  setup: {
    ru: async () => (await import('#dashboard/locales/setup-ru.ts')).setupRu,
    en: async () => (await import('#dashboard/locales/setup-en.ts')).setupEn,
  },
  form: {
    ru: async () => (await import('#dashboard/locales/form-ru.ts')).formRu,
    en: async () => (await import('#dashboard/locales/form-en.ts')).formEn,
  },
  jobs: {
    ru: async () => (await import('#dashboard/locales/jobs-ru.ts')).jobsRu,
    en: async () => (await import('#dashboard/locales/jobs-en.ts')).jobsEn,
  },
  batch: {
    ru: async () => (await import('#dashboard/locales/batch-ru.ts')).batchRu,
    en: async () => (await import('#dashboard/locales/batch-en.ts')).batchEn,
  },
  chats: {
    ru: async () => (await import('#dashboard/locales/chats-ru.ts')).chatsRu,
    en: async () => (await import('#dashboard/locales/chats-en.ts')).chatsEn,
  },
  'job-run': {
    ru: async () => (await import('#dashboard/locales/job-run-ru.ts')).jobRunRu,
    en: async () => (await import('#dashboard/locales/job-run-en.ts')).jobRunEn,
  },
  'bot-contacts': {
    ru: async () => (await import('#dashboard/locales/bot-contacts-ru.ts')).botContactsRu,
    en: async () => (await import('#dashboard/locales/bot-contacts-en.ts')).botContactsEn,
  },
  overview: {
    ru: async () => (await import('#dashboard/locales/overview-ru.ts')).overviewRu,
    en: async () => (await import('#dashboard/locales/overview-en.ts')).overviewEn,
  },
  grid: {
    ru: async () => (await import('#dashboard/locales/grid-ru.ts')).gridRu,
    en: async () => (await import('#dashboard/locales/grid-en.ts')).gridEn,
  },
  tools: {
    ru: async () => (await import('#dashboard/locales/tools-ru.ts')).toolsRu,
    en: async () => (await import('#dashboard/locales/tools-en.ts')).toolsEn,
  },
  ...(import.meta.env.MODE === 'demo' && {
    demo: {
      ru: async () => (await import('#dashboard/locales/demo-ru.ts')).demoRu,
      en: async () => (await import('#dashboard/locales/demo-en.ts')).demoEn,
    },
  }),
}

async function read(language: string, namespace: string): Promise<object> {
  const messages = isLanguage(language) ? load[namespace]?.[language] : undefined
  if (!messages) throw new Error(`No messages "${namespace}" in ${language}`)
  return messages()
}

const files: BackendModule = {
  type: 'backend',
  init: () => {},
  // Its type says void; i18next awaits a promise that is returned.
  read: read as BackendModule['read'],
}

const isLanguage = (text: string | null | undefined): text is Language =>
  languages.some((language) => language === text)

/** The language chosen before, else the browser's if we speak it, else English. */
export function preferredLanguage(): Language {
  const selected = readPreference('language')
  if (isLanguage(selected)) return selected
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)
  return preferred ?? 'en'
}

function setPageLanguage(language: string): void {
  document.documentElement.lang = language
}

/** The language of the page. */
export const currentLanguage = (): Language =>
  languages.find((language) => language === document.documentElement.lang) ?? 'en'

export async function startI18n(language: Language): Promise<i18n> {
  const instance = i18next.createInstance()
  await instance
    .use(files)
    .use(initReactI18next)
    .init({
      lng: language,
      ns: ['translation'],
      fallbackNS: ['contact', 'setup'],
      interpolation: { escapeValue: false }, // React escapes
      // A key on the screen is a namespace that was not loaded: tests fail on what is logged.
      ...(import.meta.env.DEV && { parseMissingKeyHandler: reportMissingKey }),
    })
  setPageLanguage(language)
  // Before anybody who listens draws anew in it.
  instance.on('languageChanged', setPageLanguage)
  return instance
}

function reportMissingKey(key: string, fallback?: string): string {
  if (fallback === undefined) console.error(`No message is loaded for "${key}"`)
  return fallback ?? key
}

/** The namespaces in use come along: i18next loads them before it turns over. */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  await instance.changeLanguage(language)
  writePreference('language', language)
}
