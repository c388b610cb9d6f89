import type { Texts } from './i18n.ts'

/** The texts of parts loaded later, by namespace; where their files are is not needed before. */
export const laterTexts: Record<string, Texts> = {
  contact: {
    ru: () => import('#dashboard/locales/contact-ru.ts'),
    en: () => import('#dashboard/locales/contact-en.ts'),
  },
  company: {
    ru: () => import('#dashboard/locales/company-ru.ts'),
    en: () => import('#dashboard/locales/company-en.ts'),
  },
  setup: {
    ru: () => import('#dashboard/locales/setup-ru.ts'),
    en: () => import('#dashboard/locales/setup-en.ts'),
  },
  form: {
    ru: () => import('#dashboard/locales/form-ru.ts'),
    en: () => import('#dashboard/locales/form-en.ts'),
  },
  jobs: {
    ru: () => import('#dashboard/locales/jobs-ru.ts'),
    en: () => import('#dashboard/locales/jobs-en.ts'),
  },
  batch: {
    ru: () => import('#dashboard/locales/batch-ru.ts'),
    en: () => import('#dashboard/locales/batch-en.ts'),
  },
  chats: {
    ru: () => import('#dashboard/locales/chats-ru.ts'),
    en: () => import('#dashboard/locales/chats-en.ts'),
  },
  'job-run': {
    ru: () => import('#dashboard/locales/job-run-ru.ts'),
    en: () => import('#dashboard/locales/job-run-en.ts'),
  },
  'bot-contacts': {
    ru: () => import('#dashboard/locales/bot-contacts-ru.ts'),
    en: () => import('#dashboard/locales/bot-contacts-en.ts'),
  },
  overview: {
    ru: () => import('#dashboard/locales/overview-ru.ts'),
    en: () => import('#dashboard/locales/overview-en.ts'),
  },
  audit: {
    ru: () => import('#dashboard/locales/audit-ru.ts'),
    en: () => import('#dashboard/locales/audit-en.ts'),
  },
  sources: {
    ru: () => import('#dashboard/locales/sources-ru.ts'),
    en: () => import('#dashboard/locales/sources-en.ts'),
  },
  people: {
    ru: () => import('#dashboard/locales/people-ru.ts'),
    en: () => import('#dashboard/locales/people-en.ts'),
  },
  grid: {
    ru: () => import('#dashboard/locales/grid-ru.ts'),
    en: () => import('#dashboard/locales/grid-en.ts'),
  },
  exports: {
    ru: () => import('#dashboard/locales/exports-ru.ts'),
    en: () => import('#dashboard/locales/exports-en.ts'),
  },
  tools: {
    ru: () => import('#dashboard/locales/tools-ru.ts'),
    en: () => import('#dashboard/locales/tools-en.ts'),
  },
  ...(import.meta.env.MODE === 'demo' && {
    demo: {
      ru: () => import('#dashboard/locales/demo-ru.ts'),
      en: () => import('#dashboard/locales/demo-en.ts'),
    },
  }),
}
