import i18next, { type BackendModule, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { auditRu } from '#dashboard/locales/audit-ru.ts'
import type { chatsRu } from '#dashboard/locales/chats-ru.ts'
import type { demoRu } from '#dashboard/locales/demo-ru.ts'
import type { jobRunRu } from '#dashboard/locales/job-run-ru.ts'
import type { botContactsRu } from '#dashboard/locales/bot-contacts-ru.ts'
import type { controlsRu } from '#dashboard/locales/controls-ru.ts'
import type { companyRu } from '#dashboard/locales/company-ru.ts'
import type { contactRu } from '#dashboard/locales/contact-ru.ts'
import type { exportsRu } from '#dashboard/locales/exports-ru.ts'
import type { formRu } from '#dashboard/locales/form-ru.ts'
import type { batchRu } from '#dashboard/locales/batch-ru.ts'
import type { overviewRu } from '#dashboard/locales/overview-ru.ts'
import type { jobsRu } from '#dashboard/locales/jobs-ru.ts'
import type { gridRu } from '#dashboard/locales/grid-ru.ts'
import type { ru } from '#dashboard/locales/ru.ts'
import type { peopleRu } from '#dashboard/locales/people-ru.ts'
import type { sourcesRu } from '#dashboard/locales/sources-ru.ts'
import type { setupRu } from '#dashboard/locales/setup-ru.ts'
import type { toolsRu } from '#dashboard/locales/tools-ru.ts'
import { loadModule } from './load-module.ts'
import { readPreference, writePreference } from './preferences.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    // Texts of parts loaded later are looked up if a key is missing here, see `fallbackNS`.
    resources: {
      translation: typeof ru & typeof contactRu & typeof setupRu
      contact: typeof contactRu
      company: typeof companyRu
      setup: typeof setupRu
      controls: typeof controlsRu
      tools: typeof toolsRu
      form: typeof formRu
      jobs: typeof jobsRu
      batch: typeof batchRu
      chats: typeof chatsRu
      'bot-contacts': typeof botContactsRu
      overview: typeof overviewRu
      audit: typeof auditRu
      sources: typeof sourcesRu
      people: typeof peopleRu
      'job-run': typeof jobRunRu
      grid: typeof gridRu
      exports: typeof exportsRu
      demo: typeof demoRu
    }
    strictKeyChecks: true
  }
}

export const languages = ['ru', 'en'] as const
export type Language = (typeof languages)[number]

const retryDelay = 3000 // ms

/**
 * Only the current language is loaded, and only what is on the screen: `translation` contains the
 * texts of the list, other namespaces are loaded with the parts that use them. Each file of a
 * namespace exports one object.
 */
export type Texts = Record<Language, () => Promise<Record<string, object>>>

const firstTexts: Texts = {
  ru: () => import('#dashboard/locales/ru.ts'),
  en: () => import('#dashboard/locales/en.ts'),
}

const loadTable = () => import('./later-texts.ts')

const textsOf = async (namespace: string): Promise<Texts | undefined> =>
  namespace === 'translation' ? firstTexts : (await untilLoaded(loadTable)).laterTexts[namespace]

async function read(language: string, namespace: string): Promise<object> {
  const messages = isLanguage(language) && (await textsOf(namespace))?.[language]
  if (!messages) throw new Error(`No messages "${namespace}" in ${language}`)
  const [texts] = Object.values(await untilLoaded(messages))
  return texts ?? {}
}

/**
 * i18next would show keys permanently if texts failed to load; components wait for them instead.
 */
async function untilLoaded<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;)
    try {
      return await loadModule(load)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, retryDelay))
    }
}

const files: BackendModule = {
  type: 'backend',
  init: () => {},
  // Its type says void; i18next awaits a promise that is returned.
  read: read as BackendModule['read'],
}

const isLanguage = (text: string | null | undefined): text is Language =>
  languages.some((language) => language === text)

/** The language selected before, else the browser's if it is supported, else English. */
export function preferredLanguage(): Language {
  const selected = readPreference('language')
  if (isLanguage(selected)) return selected
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)
  return preferred ?? 'en'
}

function setPageLanguage(language: string): void {
  document.documentElement.lang = language
}

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
      // A key on the screen means a namespace that was not loaded: logging it makes tests fail.
      ...(import.meta.env.DEV && { parseMissingKeyHandler: reportMissingKey }),
    })
  // Ahead of the parts that need it; a failure is tried again by them.
  void loadTable().catch(() => {})
  setPageLanguage(language)
  // Before other listeners, which render in the new language.
  instance.on('languageChanged', setPageLanguage)
  return instance
}

function reportMissingKey(key: string, fallback?: string): string {
  if (fallback === undefined) console.error(`No message is loaded for "${key}"`)
  return fallback ?? key
}

/** Also loads the namespaces in use, which i18next does before it switches the language. */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  await instance.changeLanguage(language)
  writePreference('language', language)
}
