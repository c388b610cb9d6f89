import { Link, Outlet } from '@tanstack/react-router'
import { Moon, Sun } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectionProvider } from '#dashboard/features/list/contacts-selection.tsx'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'
import { setTheme, useTheme } from '#dashboard/lib/theme.ts'
import { ShellTools } from './shell-tools.tsx'
import { SourceNav } from './source-nav.tsx'
import { SourceTabs } from './source-tabs.tsx'

/** Folded away where it is built for production: neither the menu nor its words are in that build. */
const DemoMount =
  import.meta.env.MODE === 'demo'
    ? lazy(async () => ({ default: (await import('./demo-mount.tsx')).DemoMount }))
    : undefined

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation()
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="absolute left-2 z-10 -translate-y-12 rounded bg-accent px-3 py-1.5 text-accent-ink focus:translate-y-2"
      >
        {t('app.skipToContent')}
      </a>
      <header className="flex items-end gap-x-2 border-b border-line px-4 pt-2 sm:gap-x-5">
        <Link to="/" className="flex items-center gap-2 self-center pb-2 font-strong">
          <img src="/favicon.svg" alt="" className="size-6" />
          <span className="max-sm:sr-only">{t('app.name')}</span>
        </Link>
        <SourceTabs />
        <div className="ml-auto flex items-center gap-1 self-center pb-2 max-sm:gap-0">
          {DemoMount && (
            <Suspense>
              <DemoMount />
            </Suspense>
          )}
          <ShellTools />
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <div className="flex min-h-0 flex-1 max-sm:flex-col">
        <SourceNav />
        <main
          id="content"
          tabIndex={-1}
          className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto outline-none"
        >
          <SelectionProvider>
            <Outlet />
          </SelectionProvider>
        </main>
      </div>
    </div>
  )
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <div role="group" aria-label={t('app.language')} className="flex">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-label={language === 'ru' ? 'Русский' : 'English'}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(i18n, language)}
          className="h-control rounded px-2 text-meta text-quiet uppercase hover:bg-sunken aria-pressed:font-strong aria-pressed:text-ink aria-pressed:max-sm:hidden"
        >
          {language}
        </button>
      ))}
    </div>
  )
}

function ThemeSwitch() {
  const { t } = useTranslation()
  const isDark = useTheme() === 'dark'
  const label = isDark ? t('app.toLight') : t('app.toDark')
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
      className="inline-flex size-8 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
    >
      {isDark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
    </button>
  )
}
