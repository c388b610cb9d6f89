import { Link } from '@tanstack/react-router'
import { Database, Moon, Sun } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { copyAsStored } from '#dashboard/lib/copied-text.ts'
import { densities, setDensity } from '#dashboard/lib/density.ts'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'
import { keepPreferences } from '#dashboard/lib/preference-sync.ts'
import { setTheme, useTheme } from '#dashboard/lib/theme.ts'
import { AdminLinks } from './admin-links.tsx'
import { AccountLink } from './account-link.tsx'
import { SignedOutDialog } from './signed-out-dialog.tsx'
import { TooltipLayer } from '#dashboard/ui/tooltip-layer.tsx'

/** Language and theme, and the tooltips, loaded after the page. */
export function ShellSettings() {
  const { i18n } = useTranslation()
  useEffect(copyAsStored, [])
  useEffect(
    () =>
      keepPreferences((key, value) => {
        const language = languages.find((item) => item === value)
        const density = densities.find((item) => item === value)
        if (key === 'language' && language) void changeLanguage(i18n, language)
        else if (key === 'density' && density) setDensity(density)
        else if (key === 'theme') setTheme(value === 'dark' ? 'dark' : 'light')
      }),
    [i18n],
  )
  return (
    <>
      <SourcesLink />
      <AdminLinks className={sheetLink} />
      <LanguageSwitch />
      <ThemeSwitch />
      <AccountLink />
      <SignedOutDialog />
      <TooltipLayer />
    </>
  )
}

const sheetLink =
  'inline-flex h-11 items-center gap-2 rounded px-2.5 whitespace-nowrap hover:bg-sunken sm:hidden'

/** In the sheet of phones; elsewhere it is among the sections. */
function SourcesLink() {
  const { t } = useTranslation('tools')
  return (
    <Link to="/sources" className={sheetLink}>
      <Database aria-hidden className="size-4" />
      {t('navigation.sources')}
    </Link>
  )
}

export function LanguageSwitch() {
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
          className="h-control rounded px-2 text-meta text-quiet uppercase hover:bg-sunken aria-pressed:font-medium aria-pressed:text-ink max-sm:w-11 aria-pressed:max-sm:hidden"
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
      data-tip=""
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
      className="inline-flex size-control items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
    >
      {isDark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
    </button>
  )
}
