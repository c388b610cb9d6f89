import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { useCopying } from './contacts-copying.ts'
import type { ContactSelection } from './contacts-selection.tsx'
import type { ListTable } from './contacts-columns.ts'
import type { CountState } from './contacts-count.ts'

type Props = {
  /** The list that the bar covers. */
  list: RefObject<HTMLElement | null>
  selection: ContactSelection
  /** Key of the current query, see `matchKey`. */
  shownKey: string
  table: ListTable
  /** Whether more contacts match than are on the screen. */
  hasMore: boolean
  counting: CountState
  renderActions: ((selected: Contact[]) => ReactNode) | undefined
  /** Null: one may not. */
  onExport: (() => void) | null
  onClear: () => void
}

/** Covers the end of the list and reports its own height to it, which depends on width and language. */
export function ContactsSelectionBar(props: Props) {
  const { list, counting } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const over = list.current
    if (!box.current || !over || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(([entry]) =>
      over.style.setProperty('--selection-height', `${entry?.target.clientHeight ?? 0}px`),
    )
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      over.style.removeProperty('--selection-height')
    }
  }, [list])
  return (
    <div ref={box}>
      {counting.state === 'running' ? (
        <CountingBar counting={counting} />
      ) : (
        <SelectedBar {...props} counting={counting} />
      )}
    </div>
  )
}

/** How many are selected, whether that is all, and the actions for them. */
function SelectedBar(props: Props & { counting: Exclude<CountState, { state: 'running' }> }) {
  const { selection, shownKey, table, hasMore, counting, onExport, onClear } = props
  const copy = useCopying()
  const { t } = useTranslation(['translation', 'setup'])
  const selected = [...selection.contacts.values()]
  const phones = selected.flatMap((c) => c.phones.map((p) => p.value))
  const emails = selected.flatMap((c) => c.emails.map((e) => e.value))
  const elsewhere = selected.length - table.getSelectedRowIds().length
  // "All" and "part" refer to the query that was counted, not to another one.
  const scope = selection.of === shownKey ? selection.scope : 'picked'
  const isPageSelected = table.getIsAllRowsSelected()
  return (
    <div className="@container rounded bg-tint">
      <div className="flex flex-wrap items-center @4xl:flex-nowrap">
        <Button
          look="quiet"
          aria-label={t('contacts.clearSelection')}
          data-tip=""
          className="shrink-0 px-2"
          ref={takeLostFocus}
          onClick={onClear}
        >
          <X aria-hidden className="size-4" />
        </Button>
        {/* Room for what it may say, so that the actions stay where they are. */}
        <p
          role="status"
          className="min-w-0 flex-1 py-1.5 pl-1 tabular-nums @4xl:min-w-64 @4xl:flex-none"
        >
          <span className="font-medium">{t('contacts.selected', { count: selected.length })}</span>
          {scope === 'all' && ` · ${t('contacts.selectedAll')}`}
          {scope === 'part' && ` · ${t('contacts.selectedPart')}`}
          {elsewhere > 0 && ` · ${t('contacts.selectedElsewhere', { count: elsewhere })}`}
        </p>
        {/* One line: what does not fit is scrolled to, and fades out at the edge. */}
        <div className="flex w-full min-w-0 gap-x-1 overflow-x-auto mask-r-from-[calc(100%-1.5rem)] pr-6 [scrollbar-width:none] *:shrink-0 *:focus-visible:-outline-offset-2 @4xl:w-auto">
          {isPageSelected && hasMore && scope !== 'all' && (
            <Button look="quiet" className="text-accent" onClick={counting.start}>
              {t('contacts.selectMatching')}
            </Button>
          )}
          {props.renderActions?.(selected)}
          <Button
            look="quiet"
            aria-disabled={phones.length === 0}
            onClick={() =>
              copy(phones.join('\n'), t('contacts.phonesCopied', { count: phones.length }))
            }
          >
            {t('contacts.copyPhones')}
          </Button>
          <Button
            look="quiet"
            aria-disabled={emails.length === 0}
            onClick={() =>
              copy(emails.join('\n'), t('contacts.emailsCopied', { count: emails.length }))
            }
          >
            {t('contacts.copyEmails')}
          </Button>
          {onExport && (
            <Button look="quiet" onClick={onExport}>
              {t('contacts.export')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

function CountingBar({ counting }: { counting: Extract<CountState, { state: 'running' }> }) {
  const { t } = useTranslation(['translation', 'setup'])
  const { found, total } = counting
  return (
    <div className="@container rounded bg-tint">
      {/* As high as the bar that it replaces. */}
      <div className="flex flex-wrap items-center gap-x-3">
        <p role="status" className="w-full py-1.5 pl-3 tabular-nums @4xl:w-auto">
          {total === null
            ? t('contacts.counting', { count: found })
            : t('contacts.countingOf', { count: found, total })}
        </p>
        <Button look="quiet" ref={takeLostFocus} onClick={counting.stop}>
          {t('contacts.stopCounting')}
        </Button>
      </div>
    </div>
  )
}

/** The two bars replace each other: the focus moves along. */
function takeLostFocus(button: HTMLButtonElement | null): void {
  if (button && document.activeElement === document.body) button.focus({ preventScroll: true })
}
