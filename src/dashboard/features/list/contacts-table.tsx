import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { readAttributeKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import type { SortSupport } from '#dashboard/domain/contacts-sort.ts'
import {
  shownColumns,
  type CellContext,
  type ListColumn,
  type ListTable,
} from './contacts-columns.ts'
import { ContactsHeader } from './contacts-header.tsx'
import { keepStop, makeStop, pressRowKey } from './contacts-keys.ts'
import { ContactsRow } from './contacts-row.tsx'
import { tableTracks } from './contacts-tracks.ts'

export type TableView = {
  table: ListTable
  columnName: (column: ListColumn) => string
  can: SortSupport
  /** A press on a head; added: beside the attributes that already sort. */
  onSort: (field: AttributeKey, isAdded: boolean) => void
  /** Changes when other rows are shown, not when the same rows are refetched. */
  rowsKey: string
  context: CellContext
  onOpen: (id: number) => void
  onQuickView: (id: number) => void
  /** Called when the actions button of a row is pressed. */
  onActions: (contact: Contact, button: HTMLElement) => void
  /** The contact that was opened last; its row is focused. */
  returnedFrom: number | undefined
}

type Props = TableView & {
  /** The order of the displayed rows while another one is loading. */
  shownSort: string | undefined
  /** Whether other rows are loading. */
  isStale: boolean
}

export function ContactsTable(props: Props) {
  const { table, rowsKey, context } = props
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)
  const rangeEnds = useRef<{ start: number; end: number }>(undefined)
  const { rows, rowsById } = table.getRowModel()
  const shown = shownColumns(table)
  const columns = useShownIds(shown)
  const pinned = shown.filter((column) => column.getIsPinned()).length
  useScrollUp(body, rowsKey)
  useFocusOn(body, props.returnedFrom)
  useLayoutEffect(() => {
    if (body.current) keepStop(body.current)
  })

  const range = (from: number, to: number): string[] => {
    const ends = [from, to].map((id) => rows.findIndex((row) => row.original.id === id))
    if (ends.includes(-1)) return []
    return rows.slice(Math.min(...ends), Math.max(...ends) + 1).map(({ id }) => id)
  }
  const toggle = (id: number, shiftKey: boolean) => {
    const row = rowsById[id]
    row?.getToggleSelectedHandler()({ target: { checked: !row.getIsSelected() }, shiftKey })
  }

  /** Extends the range away from its start, and deselects rows on the way back. */
  const extend = (from: number, to: number) => {
    if (rangeEnds.current?.end !== from) rangeEnds.current = { start: from, end: from }
    const { start } = rangeEnds.current
    const isBack = range(start, to).length < range(start, from).length
    if (isBack) rowsById[from]?.toggleSelected(false)
    else {
      const entered = range(from, to).map((id) => [id, true as const] as const)
      table.setRowSelection((old) => ({ ...old, ...Object.fromEntries(entered) }))
    }
    rangeEnds.current = { start, end: to }
  }

  /** One listener for all rows; keyboard clicks on links and checkboxes bubble up as well. */
  const click = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const id = Number(event.target.closest('tr')?.dataset['id'])
    if (!id) return
    if (event.target.closest('[data-column=select]')) toggle(id, event.shiftKey)
    if (event.target.closest('[data-open]') && isPlainClick(event)) {
      event.preventDefault()
      props.onOpen(id)
    }
    const button = event.target.closest<HTMLElement>('.contacts-actions')
    const contact = button && rowsById[id]?.original
    if (contact) props.onActions(contact, button)
  }

  const press = (event: KeyboardEvent) => {
    if (!body.current) return
    const isDone = pressRowKey(event, body.current, {
      onToggle: (id) => toggle(id, false),
      onExtend: extend,
      onQuickView: props.onQuickView,
    })
    if (isDone) event.preventDefault()
  }

  return (
    <table
      role="table"
      aria-label={t('contacts.table')}
      aria-busy={props.isStale}
      className="contacts-table"
      style={tableTracks(table)}
    >
      <ContactsHeader
        table={table}
        columnName={props.columnName}
        shownSort={props.shownSort}
        can={props.can}
        onSort={props.onSort}
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
        {rows.map((row) => (
          <ContactsRow
            key={`${rowsKey} ${row.id}`} // of another result, though the contact is the same
            contact={row.original}
            columns={columns}
            pinned={pinned}
            isSelected={row.getIsSelected()}
            context={context}
          />
        ))}
      </tbody>
    </table>
  )
}

/** The same array while the columns and their order do not change: resizing renders no cells. */
function useShownIds(columns: ListColumn[]): ColumnId[] {
  const text = columns.map(({ id }) => id).join()
  return useMemo(() => text.split(',').flatMap((id) => readAttributeKey(id) ?? []), [text])
}

/** With a modifier the browser handles the click: a new tab, a download. */
const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** Scrolls to the top when the rows change, except initially, when the router restores the position. */
function useScrollUp(body: RefObject<HTMLElement | null>, rowsKey: string) {
  const shown = useRef(rowsKey)
  useLayoutEffect(() => {
    if (shown.current === rowsKey) return
    shown.current = rowsKey
    body.current?.closest('[data-scroll-restoration-id]')?.scrollTo({ top: 0 })
  }, [body, rowsKey])
}

/** On mount, focuses the row of the contact that was opened last. */
function useFocusOn(body: RefObject<HTMLElement | null>, id: number | undefined) {
  const wanted = useRef(id)
  useEffect(() => {
    if (wanted.current === undefined) return
    const link = body.current?.querySelector<HTMLElement>(`[data-open="${wanted.current}"]`)
    link?.focus({ preventScroll: true })
    wanted.current = undefined
  }, [body])
}
