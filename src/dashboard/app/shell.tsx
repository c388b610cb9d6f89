import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useMatch, useParams, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindNames } from '#dashboard/domain/source-kinds.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { SelectionProvider } from '#dashboard/features/list/contacts-selection.tsx'
import { ignoreKeysOfComposition } from '#dashboard/lib/composition.ts'
import { lazyPart, Nothing, PartFailureContext } from '#dashboard/lib/lazy-part.tsx'
import { closeLayersOnBack } from '#dashboard/ui/layers.ts'
import { loadFailuresAhead, PartFailure } from './failures.tsx'
import { ShellTools } from './shell-tools.tsx'
import { sectionsOf } from './source-sections.ts'

/** Removed from production builds together with its texts. */
const DemoMount =
  import.meta.env.MODE === 'demo'
    ? lazyPart(() => import('./demo-mount.tsx'), 'DemoMount')
    : undefined

const ShellSettings = lazyPart(() => import('./shell-settings.tsx'), 'ShellSettings')
const SectionIcon = lazyPart(() => import('./section-icon.tsx'), 'SectionIcon')
const SectionsEnd = lazyPart(() => import('./sections-end.tsx'), 'SectionsEnd')
const JobsBadge = lazyPart(() => import('./jobs-badge.tsx'), 'JobsBadge')

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
        <a href="#content" className="app-skip">
          {t('app.skipToContent')}
        </a>
        <header className="app-header">
          <Link to="/" className="app-brand">
            <img src="/favicon.svg" alt="" className="size-6" />
            <span className="max-sm:sr-only">{t('app.name')}</span>
          </Link>
          <SourceTabs />
          <div className="ml-auto flex items-center gap-1 max-sm:gap-0">
            {DemoMount && (
              // As wide as its button.
              <div className="flex w-9 justify-end lg:w-19">
                <Suspense>
                  <DemoMount />
                </Suspense>
              </div>
            )}
            <ShellTools />
            {/* As wide as its content, so that nothing moves when it is loaded. */}
            <div className="flex w-31 justify-end sm:w-36">
              <Suspense>
                <ShellSettings />
              </Suspense>
            </div>
          </div>
        </header>
        <div className="flex min-h-0 flex-1 max-sm:flex-col">
          <SourceNav />
          <main id="content" tabIndex={-1} className="app-main">
            <SelectionProvider>
              <Outlet />
            </SelectionProvider>
          </main>
        </div>
      </div>
    </PartFailureContext>
  )
}

function SourceTabs() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  const { source: open } = useParams({ strict: false })
  // From an overview the tabs lead to overviews, otherwise to contacts.
  const isOverview = useMatch({ from: '/$source/overview', shouldThrow: false }) !== undefined
  return (
    <nav aria-label={t('app.sources')} className="min-w-0 overflow-x-auto [scrollbar-width:none]">
      <ul className="flex h-full">
        {sources.data?.items.map(({ id, title, kind }) => (
          <li key={id}>
            <Link
              to={isOverview ? '/$source' : '/$source/contacts'}
              params={{ source: id }}
              aria-current={id === open ? 'true' : undefined}
              className="app-tab"
            >
              <span className="font-medium">{title}</span>
              <span className="text-quiet max-md:hidden"> · {kindNames[kind]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The sections of the open source: a column that can be folded, or a bottom bar on phones. */
function SourceNav() {
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list())
  const { source: open } = useParams({ strict: false })
  // Pages of no source keep the sections of the one that was open.
  const [last, setLast] = useState(open)
  if (open !== undefined && open !== last) setLast(open)
  const items = sources.data?.items
  const id = open ?? last ?? items?.[0]?.id
  const source = items?.find((item) => item.id === id)
  const end = (
    <Suspense>
      <SectionsEnd />
    </Suspense>
  )
  if (!items || !source) return <div className="app-sections">{end}</div>
  const nav = (
    <nav aria-label={t('app.sections')} className="app-sections">
      <ul className="flex gap-0.5 max-sm:w-full sm:flex-col">
        {sectionsOf(source, items, t).map(({ name, text }) => (
          <li key={name} className="max-sm:flex-1">
            <Link
              to={`/$source/${name}`}
              params={{ source: source.id }}
              activeOptions={{ includeSearch: false }}
              data-tip={text}
              className="app-section"
            >
              <span className="size-4 shrink-0">
                <Suspense>
                  <SectionIcon name={name} />
                </Suspense>
              </span>
              <span className="app-section-text">{text}</span>
              {name === 'jobs' && (
                <Suspense>
                  <JobsBadge source={source.id} />
                </Suspense>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {end}
    </nav>
  )
  // Sections lead to their pages without icons and badges: one that cannot be loaded is left out.
  return <PartFailureContext value={Nothing}>{nav}</PartFailureContext>
}
