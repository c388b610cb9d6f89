import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Plus } from 'lucide-react'
import {
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '#contract/api/views.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { viewQueries } from '#dashboard/domain/saved-views.ts'
import { storedViews } from '#dashboard/domain/view-requests.ts'
import { useIsPhone } from '#dashboard/features/list/contacts-rendering.ts'
import { useFirstLine } from '#dashboard/ui/first-line.ts'
import { Popover } from '#dashboard/ui/popover.tsx'
import { showMessage } from '#dashboard/lib/notices.ts'
import { ViewChanges } from './view-changes.tsx'
import { ViewConflict } from './view-conflict.tsx'
import { ViewForm } from './view-form.tsx'
import { useViewSaving } from './view-saving.ts'
import { inTabOrder, lastSeen, viewStateOf } from './view-state.ts'
import { ViewStatus } from './view-status.tsx'
import { AllTab, ViewTab } from './view-tab.tsx'
import { ViewsMenu } from './views-menu.tsx'
import type { ViewsPanelProps } from './views-panel.tsx'

export type ViewTabsProps = Omit<ViewsPanelProps, 'active' | 'isChanged' | 'onSelect'> & {
  onSelect: (id: string | undefined) => void
}

const rereadInterval = 60_000 // ms: colleagues change shared views
const foldedBelow = 420 // pixels: hardly two tabs, and what is changed

/** The views of a source as tabs; one button where there is little room. */
export function ViewTabs(props: ViewTabsProps) {
  const { source, opened, address, normalize, onOpen, onSelect } = props
  const { t } = useTranslation(['tools', 'translation'])
  const box = useRef<HTMLDivElement>(null)
  const [isPhone, isNarrow] = [useIsPhone(), useIsNarrow(box)]
  const isFolded = isPhone || isNarrow
  const query = useQuery({ ...viewQueries(source.id), refetchInterval: rereadInterval })
  const saving = useViewSaving(source.id)
  const [isAdding, setIsAdding] = useState(false)
  const views = inTabOrder(query.data?.items ?? storedViews(source.id))
  const mayShare = query.data?.mayShare ?? mayAt(source, 'shareViews')
  const state = viewStateOf({
    views,
    isRead: query.isSuccess,
    opened,
    address,
    normalize,
    seen: lastSeen.of(opened),
  })
  const active = state.is === 'view' ? state.view : undefined
  useEffect(() => {
    if (state.is === 'view' && !state.isNewer) lastSeen.remember(state.view)
  })
  const { message } = saving
  const text = message && message.is !== 'exists' ? saving.textOf(message) : undefined
  const isFailed = message?.is === 'failed' || message?.is === 'taken'
  const isShown = text !== undefined && !isFailed && !isAdding
  useEffect(() => {
    if (isShown) showMessage({ id: 'view', text })
  }, [isShown, text])
  const shown = { ...props, active: active?.id, isChanged: state.is === 'view' && state.isChanged }
  const adding = { isOpen: isAdding, onOpen: () => setIsAdding(true) }
  return (
    // What follows the tabs is shown once they are known, because it would move.
    <div ref={box} className="view-tabs" data-known={views.length > 0 || query.isFetched}>
      {isFolded ? (
        <ViewsMenu {...shown} hasAll name={active?.name} onSelect={onSelect} />
      ) : (
        <>
          <div
            role="toolbar"
            tabIndex={-1}
            aria-label={t('translation:views.title')}
            className="view-toolbar"
            onKeyDown={moveFocus}
          >
            <Tabs {...props} {...{ box, views, active, saving, mayShare, state }}>
              <Popover
                label={t('views.add')}
                isOpen={isAdding}
                onClose={() => setIsAdding(false)}
                trigger={
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-label={t('views.add')}
                    data-tip=""
                    aria-haspopup="dialog"
                    aria-expanded={isAdding}
                    className="view-button"
                    onClick={() => setIsAdding(!isAdding)}
                  >
                    <Plus aria-hidden className="size-4" />
                  </button>
                }
              >
                <div className="grid w-80 gap-2 max-sm:w-auto">
                  <ViewForm
                    address={address}
                    name={state.is === 'gone' ? state.name : undefined}
                    mayShare={mayShare}
                    saving={saving}
                    onSaved={(id) => {
                      setIsAdding(false)
                      onSelect(id)
                    }}
                    onLocal={() => undefined}
                  />
                  <ViewStatus
                    saving={saving}
                    address={address}
                    onSelect={(id) => {
                      setIsAdding(false)
                      onSelect(id)
                    }}
                  />
                </div>
              </Popover>
            </Tabs>
          </div>
          <ViewChanges
            {...{ state, saving, address, adding, onOpen }}
            problem={isFailed && !isAdding ? text : undefined}
          />
        </>
      )}
      {saving.conflict && (
        <Suspense>
          <ViewConflict source={source} conflict={saving.conflict} saving={saving} />
        </Suspense>
      )}
    </div>
  )
}

type TabsProps = ViewTabsProps & {
  /** What is as wide as there is room. */
  box: RefObject<HTMLElement | null>
  views: SavedView[]
  active: SavedView | undefined
  state: ReturnType<typeof viewStateOf>
  saving: ReturnType<typeof useViewSaving>
  mayShare: boolean
  children: ReactNode
}

/** As many tabs as fit, also the active one; the others are in the menu behind them. */
function Tabs({ children, box, ...props }: TabsProps) {
  const { source, views, active, state, opened, address, onOpen } = props
  const { t } = useTranslation(['tools', 'translation'])
  const row = useRef<HTMLDivElement>(null)
  /** One that was beyond the end stays in front, so that tabs do not change places by measuring. */
  const [promoted, setPromoted] = useState<string>()
  const isPromoted = promoted !== undefined && promoted === active?.id
  const ordered =
    active && isPromoted ? [active, ...views.filter(({ id }) => id !== active.id)] : views
  // What is said of a change takes room.
  const shownChange = state.is === 'view' ? state.isChanged : state.is
  const names = ordered.map(({ id, name, isShared }) => `${id} ${name} ${isShared}`).join('\n')
  const count = useFirstLine(row, `${names}\n${active?.id}\n${state.is}${shownChange}`, box)
  const index = ordered.findIndex(({ id }) => id === active?.id)
  if (active && !isPromoted && index + 1 >= count) setPromoted(active.id)
  const hidden = Math.max(0, ordered.length + 1 - count)
  return (
    <>
      <div ref={row} className="view-row">
        <AllTab
          source={source}
          isActive={active === undefined && opened === undefined}
          onOpen={() => onOpen('')}
        />
        {ordered.map((view, at) => (
          <ViewTab
            key={view.id}
            {...props}
            view={view}
            isActive={view.id === active?.id}
            isChanged={view.id === active?.id && state.is === 'view' && state.isChanged}
            isHidden={at + 1 >= count}
          />
        ))}
      </div>
      {children}
      <ViewsMenu
        {...props}
        active={active?.id}
        isChanged={state.is === 'view' && state.isChanged}
        address={address}
        trigger={(opener) => (
          <button
            {...opener}
            type="button"
            tabIndex={-1}
            aria-label={t('translation:views.title')}
            data-tip={hidden > 0 ? t('views.others', { count: hidden }) : ''}
            className="view-button"
          >
            {hidden > 0 && <span aria-hidden>+{hidden}</span>}
            <ChevronDown aria-hidden className="size-4" />
          </button>
        )}
      />
    </>
  )
}

/** One tab stop: arrow keys move within. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const { currentTarget, target, key } = event
  if (!(target instanceof HTMLElement) || target.closest('[role=dialog], [role=menu]')) return
  const stops = [...currentTarget.querySelectorAll<HTMLElement>('a, button')].filter(
    (stop) => !stop.closest('[role=dialog], [role=menu], [data-hidden]'),
  )
  const at = stops.findIndex((stop) => stop === target)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[key]
  if (to === undefined || at === -1) return
  event.preventDefault()
  stops[(to + stops.length) % stops.length]?.focus()
}

function useIsNarrow(box: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setIsNarrow] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const measure = () => setIsNarrow(element.clientWidth < foldedBelow)
    measure()
    const size = new ResizeObserver(measure)
    size.observe(element)
    return () => size.disconnect()
  }, [box])
  return isNarrow
}
