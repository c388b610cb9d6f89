import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useMatch, useParams, useRouter } from '@tanstack/react-router'
import { Moon, Sun } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { SelectionProvider } from '#dashboard/features/list/contacts-selection.tsx'
import { ignoreKeysOfComposition } from '#dashboard/lib/composition.ts'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'
import { lazyPart, PartFailureContext } from '#dashboard/lib/lazy-part.tsx'
import { closeLayersOnBack } from '#dashboard/ui/layers.ts'
import { setTheme, useTheme } from '#dashboard/lib/theme.ts'
import { loadFailuresAhead, PartFailure } from './failures.tsx'
import { ShellTools } from './shell-tools.tsx'
import { sectionsOf } from './source-sections.ts'

/** Removed from production builds together with its texts. */
const DemoMount =
  import.meta.env.MODE === 'demo'
    ? lazyPart(() => import('./demo-mount.tsx'), 'DemoMount')
    : undefined

/** The frame of every page. */
export function Shell() {
  const { t } = useTranslation()
  const { history } = useRouter()
  useEffect(ignoreKeysOfComposition, [])
  useEffect(loadFailuresAhead, [])
  useEffect(() => closeLayersOnBack(() => history.location.state.__TSR_index), [history])
  return (
    <PartFailureContext value={PartFailure}>
      <div className="app-frame flex h-dvh flex-col">
        <a
          href="#content"
          className="absolute left-2 z-10 -translate-y-12 rounded bg-accent px-3 py-1.5 text-accent-ink focus:translate-y-2"
        >
          {t('app.skipToContent')}
        </a>
        <header className="flex items-end gap-x-2 border-b border-line px-4 pt-2 sm:gap-x-5 print:hidden">
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
            className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto -outline-offset-2"
          >
            <SelectionProvider>
              <Outlet />
            </SelectionProvider>
          </main>
        </div>
      </div>
    </PartFailureContext>
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

function SourceTabs() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  const { source: open } = useParams({ strict: false })
  // From an overview the tabs lead to overviews, otherwise to contacts.
  const isOverview = useMatch({ from: '/$source/overview', shouldThrow: false }) !== undefined
  return (
    <nav aria-label={t('app.sources')} className="min-w-0 overflow-x-auto">
      <ul className="flex gap-1 max-sm:gap-0">
        {sources.data?.items.map(({ id, title }) => (
          <li key={id}>
            <Link
              to={isOverview ? '/$source' : '/$source/contacts'}
              params={{ source: id }}
              aria-current={id === open ? 'true' : undefined}
              className={`block rounded-t border border-b-0 px-2 py-2 whitespace-nowrap focus-visible:-outline-offset-2 sm:px-4 ${id === open ? 'border-line bg-surface font-strong' : 'border-transparent text-quiet hover:text-ink'}`}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The sections of the open source: a column, or a bottom bar on phones. */
function SourceNav() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  const { source: id } = useParams({ strict: false })
  const source = sources.data?.items.find((item) => item.id === id)
  if (!source) return null
  const sections = sectionsOf(source.capabilities, t)
  if (sections.length === 1) return null
  return (
    <nav
      aria-label={t('app.sections')}
      className="app-sections shrink-0 border-line max-sm:order-last print:hidden max-sm:border-t sm:w-32 sm:border-r sm:p-2"
    >
      <ul className="flex gap-1 sm:flex-col">
        {sections.map(({ to, text }) => (
          <li key={to} className="max-sm:flex-1">
            <Link
              to={to}
              params={{ source: source.id }}
              activeOptions={{ includeSearch: false }}
              className="block rounded px-3 py-1.5 focus-visible:-outline-offset-2 max-sm:px-1 max-sm:py-3 max-sm:text-center"
              activeProps={{ className: 'bg-tint font-strong' }}
              inactiveProps={{ className: 'text-quiet hover:bg-sunken hover:text-ink' }}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
