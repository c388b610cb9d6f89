import { Copy, Download, Mail, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { useCopying } from './contacts-copying.ts'
import { ContactsSelectionActions } from './contacts-selection-actions.tsx'
import type { ContactSelection } from './contacts-selection.tsx'
import type { ListTable } from './contacts-columns.ts'
import type { CountState } from './contacts-count.ts'
import type { SelectionAction } from './selection-action.ts'

export type SelectionShown = {
  contacts: Contact[]
  /** How many of them the page does not show. */
  elsewhere: number
}

export type SelectionBarProps = {
  selection: ContactSelection
  /** Key of the current query, see `matchKey`. */
  shownKey: string
  table: ListTable
  /** Whether more contacts match than are on the screen. */
  hasMore: boolean
  /** How many match; null: it is not known. */
  total: number | null
  counting: CountState
  /** Further actions, before those of the list. */
  renderActions:
    | ((
        shown: SelectionShown,
        render: (actions: readonly SelectionAction[]) => ReactNode,
      ) => ReactNode)
    | undefined
  /** Null: one may not. */
  onExport: (() => void) | null
  onClear: () => void
}

/** One line over the footer, so that nothing of the list moves or is covered. */
export function ContactsSelectionBar(props: SelectionBarProps) {
  const { counting, selection, table } = props
  const { t } = useTranslation(['translation', 'setup'])
  const contacts = [...selection.contacts.values()]
  const elsewhere = contacts.length - table.getSelectedRowIds().length
  const clear = (
    <Button
      look="quiet"
      aria-label={t('contacts.clearSelection')}
      data-tip=""
      className="shrink-0 px-2"
      ref={takeLostFocus}
      onClick={props.onClear}
    >
      <X aria-hidden className="size-4" />
    </Button>
  )
  if (counting.state === 'running') return <CountingBar counting={counting} />
  const shown = { contacts, elsewhere }
  const render = (actions: readonly SelectionAction[]) => (
    <SelectedBar {...props} counting={counting} shown={shown} actions={actions} clear={clear} />
  )
  return props.renderActions?.(shown, render) ?? render([])
}

type SelectedProps = SelectionBarProps & {
  counting: Exclude<CountState, { state: 'running' }>
  shown: SelectionShown
  actions: readonly SelectionAction[]
  clear: ReactNode
}

/** How many are selected, whether that is all, and the actions for them. */
function SelectedBar(props: SelectedProps) {
  const { selection, shownKey, table, hasMore, total, counting, shown, onExport, clear } = props
  const copy = useCopying()
  const { t } = useTranslation(['translation', 'setup'])
  const { contacts, elsewhere } = shown
  const phones = contacts.flatMap((c) => c.phones.map((p) => p.value))
  const emails = contacts.flatMap((c) => c.emails.map((e) => e.value))
  // "All" and "part" refer to the query that was counted, not to another one.
  const scope = selection.of === shownKey ? selection.scope : 'picked'
  const canSelectMore = table.getIsAllRowsSelected() && hasMore && scope !== 'all'
  const actions: SelectionAction[] = [
    ...props.actions,
    ...(onExport
      ? [
          {
            key: 'export',
            text: t('contacts.export'),
            icon: <Download aria-hidden className="size-4" />,
            onSelect: onExport,
          },
        ]
      : []),
    {
      key: 'phones',
      text: t('contacts.copyPhones'),
      icon: <Copy aria-hidden className="size-4" />,
      isRare: true,
      isOff: phones.length === 0,
      onSelect: () => copy(phones.join('\n'), t('contacts.phonesCopied', { count: phones.length })),
    },
    {
      key: 'emails',
      text: t('contacts.copyEmails'),
      icon: <Mail aria-hidden className="size-4" />,
      isRare: true,
      isOff: emails.length === 0,
      onSelect: () => copy(emails.join('\n'), t('contacts.emailsCopied', { count: emails.length })),
    },
  ]
  return (
    <div role="group" aria-label={t('contacts.selection')} className="selection-bar">
      <p role="status" className="selection-count">
        <span className="font-medium">{t('contacts.selected', { count: contacts.length })}</span>
        {scope === 'all' && <Detail text={t('contacts.selectedAll')} />}
        {scope === 'part' && <Detail text={t('contacts.selectedPart')} />}
        {elsewhere > 0 && <Detail text={t('contacts.selectedElsewhere', { count: elsewhere })} />}
      </p>
      {canSelectMore && (
        <Button look="quiet" className="shrink-0 px-2 text-accent" onClick={counting.start}>
          {total === null
            ? t('contacts.selectMatching')
            : t('contacts.selectMatchingCount', { count: total })}
        </Button>
      )}
      <ContactsSelectionActions actions={actions} />
      {clear}
    </div>
  )
}

/** Beside the number, or below it if there is little room. */
const Detail = ({ text }: { text: string }) => (
  <span>
    <span className="@max-4xl:hidden max-sm:hidden">{' · '}</span>
    {text}
  </span>
)

function CountingBar({ counting }: { counting: Extract<CountState, { state: 'running' }> }) {
  const { t } = useTranslation(['translation', 'setup'])
  const { found, total } = counting
  return (
    <div role="group" aria-label={t('contacts.selection')} className="selection-bar">
      <p role="status" className="selection-count">
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
