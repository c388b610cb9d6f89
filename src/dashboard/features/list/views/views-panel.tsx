import { useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '#contract/api/views.ts'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { viewQueries } from '#dashboard/domain/saved-views.ts'
import { isNotStoring, storedViews } from '#dashboard/domain/view-requests.ts'
import { localViews } from '#dashboard/domain/view-takeover.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { isFocusLost } from '#dashboard/ui/focus-lost.ts'
import { Note } from '#dashboard/ui/note.tsx'
import { LocalViews, TakeoverNote } from './local-views.tsx'
import { ViewConflict } from './view-conflict.tsx'
import { ViewForm } from './view-form.tsx'
import { viewHref } from './view-href.ts'
import { ViewLink, ViewRow, type ViewLinkProps } from './view-row.tsx'
import { useViewSaving, type ViewSaving } from './view-saving.ts'
import { ViewStatus } from './view-status.tsx'

export type ViewsPanelProps = Omit<ViewLinkProps, 'active'> & {
  source: Source
  /** The ID of the view that was opened, in the URL of the list. */
  opened: string | undefined
  /** The ID of the view whose name the button shows. */
  active: string | undefined
  /** Whether the list differs from it. */
  isChanged: boolean
  /** Whether the list without a view is among them. */
  hasAll?: boolean
  /** Names the view of what is shown, without showing anything else. */
  onSelect: (id: string) => void
}

/** Saves what the list shows as a view, above the saved ones. */
export function ViewsPanel(props: ViewsPanelProps) {
  const { source, address, isChanged } = props
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const query = useQuery({ ...viewQueries(source.id), staleTime: 0 })
  const saving = useViewSaving(source.id)
  const [local, setLocal] = useState(() => localViews(source.id))
  const box = useRef<HTMLDivElement>(null)
  // Buttons disappear when they were pressed.
  useLayoutEffect(() => {
    if (isFocusLost()) box.current?.focus({ preventScroll: true })
  })
  const views = query.data?.items ?? storedViews(source.id)
  // Known at once, so that nothing moves when the views have been read.
  const mayShare = query.data?.mayShare ?? mayAt(source, 'shareViews')
  const active = views.find(({ id }) => id === props.active)
  const copy = () => saving.copyLink(viewHref(source.id, address))
  const lists = {
    own: views.filter(({ isShared }) => !isShared),
    shared: views.filter(({ isShared }) => isShared),
  }
  const reread = () => setLocal(localViews(source.id))
  return (
    <div
      ref={box}
      tabIndex={-1}
      className="grid w-88 grid-cols-[minmax(0,1fr)] gap-3 max-sm:w-auto"
    >
      {query.isError && isNotStoring(query.error) && (
        <Note tone="warning" action={t('tryAgain')} onAction={() => void query.refetch()}>
          {t('offline')}
        </Note>
      )}
      <TakeoverNote source={source.id} views={local} saving={saving} onChange={reread} />
      {active && isChanged && <Differing {...props} view={active} saving={saving} />}
      <ViewForm
        address={address}
        mayShare={mayShare}
        saving={saving}
        onSaved={props.onSelect}
        onLocal={reread}
      />
      <ViewStatus saving={saving} address={address} onSelect={props.onSelect} />
      {props.hasAll && (
        <ViewLink
          {...props}
          view={{ name: t('all'), search: '' }}
          isCurrent={active === undefined}
        />
      )}
      {views.length + local.length === 0 && <p className="text-quiet">{t('none')}</p>}
      {(['own', 'shared'] as const).map(
        (group) =>
          lists[group].length > 0 && (
            <section key={group}>
              <h3 id={`views-${group}`} className="px-2 pb-1 text-meta text-quiet">
                {t(`groups.${group}`)}
              </h3>
              <ul aria-labelledby={`views-${group}`}>
                {lists[group].map((view) => (
                  <ViewRow
                    key={view.id}
                    {...props}
                    view={view}
                    mayShare={mayShare}
                    saving={saving}
                  />
                ))}
              </ul>
            </section>
          ),
      )}
      <LocalViews {...props} views={local} saving={saving} onChange={reread} />
      <Button
        look="quiet"
        className="justify-start border-t border-line px-2"
        onClick={() => void copy()}
      >
        <Link2 aria-hidden className="size-4 shrink-0" />
        <span className="truncate">{t('copyLink')}</span>
      </Button>
      {saving.conflict && (
        <ViewConflict source={source} conflict={saving.conflict} saving={saving} />
      )}
    </div>
  )
}

type DifferingProps = ViewsPanelProps & { view: SavedView; saving: ViewSaving }

/** The list was changed since the view was opened. */
function Differing({ view, address, saving, onOpen }: DifferingProps) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  return (
    <div className="grid gap-2 rounded border border-line bg-sunken px-3 py-2">
      <p className="wrap-anywhere">{t('changed.title', { name: view.name })}</p>
      <div className="flex flex-wrap gap-2">
        {view.mayEdit && (
          <Button
            look="primary"
            onClick={() => void saving.change(view, { search: address }, 'updated')}
          >
            {t('changed.save')}
          </Button>
        )}
        <Button onClick={() => onOpen(view.search, view.id)}>{t('changed.discard')}</Button>
      </div>
    </div>
  )
}
