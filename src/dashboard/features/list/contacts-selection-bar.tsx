import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { Button } from '#dashboard/ui/button.tsx'
import type { ContactSelection } from './contacts-selection.tsx'
import type { ListTable } from './contacts-columns.ts'
import type { CountState } from './contacts-count.ts'

type Props = {
  selection: ContactSelection
  /** Key of the current query, see `matchKey`. */
  shownKey: string
  table: ListTable
  /** Whether more contacts match than are on the screen. */
  hasMore: boolean
  counting: CountState
  renderActions: ((selected: Contact[]) => ReactNode) | undefined
  onCopy: (text: string, done: string) => void
  onExport: () => void
  onClear: () => void
}

/** How many are selected, whether that is all, and the actions for them. */
export function ContactsSelectionBar(props: Props) {
  const { selection, shownKey, table, hasMore, counting, onCopy, onExport, onClear } = props
  const { t } = useTranslation(['translation', 'setup'])
  const selected = [...selection.contacts.values()]
  const phones = selected.flatMap((c) => c.phones.map((p) => p.value))
  const emails = selected.flatMap((c) => c.emails.map((e) => e.value))
  const elsewhere = selected.length - table.getSelectedRowIds().length
  // "All" and "part" refer to the query that was counted, not to another one.
  const scope = selection.of === shownKey ? selection.scope : 'picked'
  if (counting.state === 'running') return <CountingBar counting={counting} />
  return (
    <div className="flex flex-wrap items-center gap-x-1 rounded bg-tint">
      <p role="status" className="px-3 py-1.5 tabular-nums">
        <span className="font-strong">{t('contacts.selected', { count: selected.length })}</span>
        {scope === 'all' && ` · ${t('contacts.selectedAll')}`}
        {scope === 'part' && ` · ${t('contacts.selectedPart')}`}
        {elsewhere > 0 && ` · ${t('contacts.selectedElsewhere', { count: elsewhere })}`}
      </p>
      {table.getIsAllRowsSelected() && hasMore && scope !== 'all' && (
        <Button look="quiet" className="text-accent" onClick={counting.start}>
          {t('contacts.selectMatching')}
        </Button>
      )}
      {props.renderActions?.(selected)}
      <Button
        look="quiet"
        aria-disabled={phones.length === 0}
        onClick={() =>
          onCopy(phones.join('\n'), t('contacts.phonesCopied', { count: phones.length }))
        }
      >
        {t('contacts.copyPhones')}
      </Button>
      <Button
        look="quiet"
        aria-disabled={emails.length === 0}
        onClick={() =>
          onCopy(emails.join('\n'), t('contacts.emailsCopied', { count: emails.length }))
        }
      >
        {t('contacts.copyEmails')}
      </Button>
      <Button look="quiet" onClick={onExport}>
        {t('contacts.export')}
      </Button>
      <Button look="quiet" ref={takeLostFocus} onClick={onClear}>
        {t('contacts.clearSelection')}
      </Button>
    </div>
  )
}

function CountingBar({ counting }: { counting: Extract<CountState, { state: 'running' }> }) {
  const { t } = useTranslation(['translation', 'setup'])
  const { found, total } = counting
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded bg-tint px-3 py-1">
      <p role="status" className="tabular-nums">
        {total === null
          ? t('contacts.counting', { count: found })
          : t('contacts.countingOf', { count: found, total })}
      </p>
      <Button look="quiet" ref={takeLostFocus} onClick={counting.stop}>
        {t('contacts.stopCounting')}
      </Button>
    </div>
  )
}

/** The two bars replace each other: the focus moves along. */
function takeLostFocus(button: HTMLButtonElement | null): void {
  if (button && document.activeElement === document.body) button.focus({ preventScroll: true })
}
