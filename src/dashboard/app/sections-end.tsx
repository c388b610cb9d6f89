import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Database, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { writePreference } from '#dashboard/lib/preferences.ts'
import { AdminLinks } from './admin-links.tsx'
import { GoKeys } from './go-keys.tsx'
import { useLiveCache } from './live-cache.ts'
import { ShellMore } from './shell-more.tsx'
import { sectionsOf } from './source-sections.ts'

const ExportsWatch = lazyPart(
  () => import('#dashboard/features/exports/exports-watch.tsx'),
  'ExportsWatch',
)

/** The end of the bar of sections: on phones the rest of the frame, otherwise its folding. */
export function SectionsEnd() {
  useLiveCache()
  const { source } = useParams({ strict: false })
  const { t } = useTranslation()
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const current = sources.find(({ id }) => id === source)
  const names = current ? sectionsOf(current, sources, t).map(({ name }) => name) : []
  return (
    <>
      <Suspense>
        <ExportsWatch sources={sources} current={source} />
      </Suspense>
      <GoKeys source={source} names={names} />
      <SourcesLink />
      <AdminLinks className="app-section mt-0.5 max-sm:hidden!" />
      <ShellMore />
      <SectionsFold />
    </>
  )
}

/** The page of all sources; on phones it is in the sheet, with the sources. */
function SourcesLink() {
  const { t } = useTranslation('tools')
  const text = t('navigation.sources')
  return (
    <Link to="/sources" data-tip={text} className="app-section mt-0.5 max-sm:hidden!">
      <Database aria-hidden className="size-4 shrink-0" />
      <span className="app-section-text">{text}</span>
    </Link>
  )
}

/**
 * Folds the column of sections to its icons. The style sheet does it, by an attribute of the page
 * that public/theme.js sets before the first paint.
 */
function SectionsFold() {
  const { t } = useTranslation('tools')
  const { dataset } = document.documentElement
  const [isFolded, setIsFolded] = useState(dataset['sections'] === 'folded')
  const label = t(isFolded ? 'navigation.unfold' : 'navigation.fold')
  const Icon = isFolded ? PanelLeftOpen : PanelLeftClose
  const toggle = () => {
    if (isFolded) delete dataset['sections']
    else dataset['sections'] = 'folded'
    writePreference('sections', isFolded ? undefined : 'folded')
    setIsFolded(!isFolded)
  }
  return (
    <button
      type="button"
      data-tip={label}
      onClick={toggle}
      className="app-section mt-auto text-quiet hover:bg-sunken hover:text-ink max-xl:hidden!"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="app-section-text">{label}</span>
    </button>
  )
}
