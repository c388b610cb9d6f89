import { useTable } from '@tanstack/react-table'
import {
  useEffect,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Sort, SortField } from '#contract/api/sort.ts'
import { tracksFor, type Column } from '#dashboard/domain/contact-columns.ts'
import { columns as rowColumns, features, type CellContext } from './contacts-columns.ts'
import { ContactsHeader } from './contacts-header.tsx'
import { keepStop, makeStop, pressRowKey } from './contacts-keys.ts'
import { ContactsRow } from './contacts-row.tsx'

export type TableState = {
  /** Changes when other rows are shown, not when the same rows are refetched. */
  rowsKey: string
  context: CellContext
  columns: Column[]
  columnName: (column: Column) => string
  onLayoutChange: (columns: Column[]) => void
  isSelected: (id: number) => boolean
  onSelect: (contacts: Contact[], isSelected: boolean) => void
  onOpen: (id: number) => void
  onQuickView: (id: number) => void
  /** Called when the actions button of a row is pressed. */
  onActions: (contact: Contact, button: HTMLElement) => void
  /** The contact that was opened last; its row takes the focus. */
  returnedFrom: number | undefined
}

type Props = TableState & {
  contacts: Contact[]
  sorts: SortField[]
  sort: Sort | undefined
  /** The order of the rows on the screen: equal to `sort` once they are loaded. */
  shownSort: Sort | undefined
  /** Whether other rows are loading. */
  isStale: boolean
  onSort: (sort: Sort) => void
}

const rowIdOf = (contact: Contact) => String(contact.id)

export function ContactsTable(props: Props) {
  const { contacts, columns, rowsKey, context, sorts, sort, onSort, isSelected, onSelect } = props
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)
  const lastSelected = useRef<number>(undefined)
  const rangeEnds = useRef<{ start: number; end: number }>(undefined)
  const selected = Object.fromEntries(
    contacts.filter(({ id }) => isSelected(id)).map((contact) => [rowIdOf(contact), true as const]),
  )
  const table = useTable({
    features,
    columns: rowColumns,
    data: contacts,
    getRowId: rowIdOf,
    state: { rowSelection: selected },
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(selected) : change
      onSelect(
        contacts.filter((c) => next[rowIdOf(c)]),
        true,
      )
    },
  })
  useScrollUp(body, rowsKey)
  useFocusOn(body, props.returnedFrom)
  useLayoutEffect(() => {
    if (body.current) keepStop(body.current)
  })

  const contactOf = (id: number) => contacts.find((contact) => contact.id === id)
  const range = (from: number, to: number): Contact[] => {
    const ends = [from, to].map((id) => contacts.findIndex((contact) => contact.id === id))
    return ends.includes(-1) ? [] : contacts.slice(Math.min(...ends), Math.max(...ends) + 1)
  }
  const toggle = (id: number, from?: number) => {
    const contact = contactOf(id)
    if (!contact) return
    const chain = from === undefined ? [] : range(from, id)
    // The previous row may be on another page: then only this row is selected.
    onSelect(chain.length > 0 ? chain : [contact], !isSelected(id))
    lastSelected.current = id
  }

  /** Extends the range away from its start, and deselects rows on the way back. */
  const extend = (from: number, to: number) => {
    if (rangeEnds.current?.end !== from) rangeEnds.current = { start: from, end: from }
    const { start } = rangeEnds.current
    const isBack = range(start, to).length < range(start, from).length
    const left = contactOf(from)
    if (isBack && left) onSelect([left], false)
    else onSelect(range(from, to), true)
    rangeEnds.current = { start, end: to }
  }

  /** One listener for all rows; keyboard clicks on links and checkboxes bubble here, too. */
  const click = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const id = Number(event.target.closest('tr')?.dataset['id'])
    if (!id) return
    if (event.target.closest('[data-column=select]'))
      toggle(id, event.shiftKey ? lastSelected.current : undefined)
    if (event.target.closest('[data-open]') && isPlainClick(event)) {
      event.preventDefault()
      props.onOpen(id)
    }
    const button = event.target.closest<HTMLElement>('.contacts-actions')
    const contact = button && contactOf(id)
    if (contact) props.onActions(contact, button)
  }

  const press = (event: KeyboardEvent) => {
    if (!body.current) return
    const isDone = pressRowKey(event, body.current, {
      onToggle: (id) => toggle(id),
      onExtend: extend,
      onQuickView: props.onQuickView,
    })
    if (isDone) event.preventDefault()
  }

  const isAll = contacts.length > 0 && table.getIsAllRowsSelected()
  const isSome = !isAll && contacts.some((contact) => isSelected(contact.id))
  return (
    <table
      role="table"
      aria-label={t('contacts.table')}
      aria-busy={props.isStale}
      className="contacts-table"
      style={tracksFor(columns)}
    >
      <ContactsHeader
        columns={columns}
        columnName={props.columnName}
        onLayoutChange={props.onLayoutChange}
        sorts={sorts}
        sort={sort}
        shownSort={props.shownSort}
        onSort={onSort}
        selection={isAll ? 'all' : isSome ? 'some' : 'none'}
        onSelectAll={(isOn) => onSelect(contacts, isOn)}
      />
      <tbody
        role="rowgroup"
        translate="no"
        ref={body}
        onClick={click}
        onKeyDown={press}
        onFocus={(event) => {
          if (body.current) makeStop(body.current, event.target.closest('tr'))
        }}
      >
        {table.getRowModel().rows.map((row) => (
          <ContactsRow
            key={row.id}
            contact={row.original}
            columns={columns}
            isSelected={isSelected(row.original.id)}
            context={context}
          />
        ))}
      </tbody>
    </table>
  )
}

/** With a modifier the browser handles the click: a new tab, a download. */
const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** Scrolls to the top for other rows; the first rows remain where the router restored them. */
function useScrollUp(body: RefObject<HTMLElement | null>, rowsKey: string) {
  const shown = useRef(rowsKey)
  useLayoutEffect(() => {
    if (shown.current === rowsKey) return
    shown.current = rowsKey
    body.current?.closest('[data-scroll-restoration-id]')?.scrollTo({ top: 0 })
  }, [body, rowsKey])
}

/** Once on mount: returning to the list focuses the row that was left. */
function useFocusOn(body: RefObject<HTMLElement | null>, id: number | undefined) {
  const wanted = useRef(id)
  useEffect(() => {
    if (wanted.current === undefined) return
    const link = body.current?.querySelector<HTMLElement>(`[data-open="${wanted.current}"]`)
    link?.focus({ preventScroll: true })
    wanted.current = undefined
  }, [body])
}
