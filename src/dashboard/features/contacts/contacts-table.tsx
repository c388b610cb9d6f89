import { useTable } from '@tanstack/react-table'
import { useEffect, useLayoutEffect, useMemo, useRef, type MouseEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Sort, SortField } from '#contract/api/sort.ts'
import {
  columns,
  columnsFor,
  features,
  tracksFor,
  type CellContext,
  type Knows,
} from './contacts-columns.ts'
import { ContactsHead } from './contacts-head.tsx'
import { ContactsRow } from './contacts-row.tsx'

export type Selection = Record<string, true>

export type TableState = {
  /** Changes when other rows are shown, not when the same rows are read again. */
  rowsKey: string
  context: CellContext
  selection: Selection
  onSelectionChange: (selection: Selection) => void
  onOpen: (id: number) => void
  /** The contact the reader has just come back from; its row takes the focus. */
  returnedFrom: number | undefined
}

type Props = TableState & {
  contacts: Contact[]
  knows: Knows
  sorts: SortField[]
  sort: Sort | undefined
  onSort: (sort: Sort) => void
}

const rowIdOf = (contact: Contact) => String(contact.id)

export function ContactsTable(props: Props) {
  const { contacts, knows, rowsKey, context, sorts, sort, onSort } = props
  const { selection, onSelectionChange } = props
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)
  const table = useTable({
    features,
    columns,
    data: contacts,
    getRowId: rowIdOf,
    state: { rowSelection: selection },
    onRowSelectionChange: (change) =>
      onSelectionChange(typeof change === 'function' ? change(selection) : change),
  })
  useScrollUp(body, rowsKey)
  useFocusOn(body, props.returnedFrom)
  const shown = useMemo(() => columnsFor(knows), [knows])

  /** One listener for all rows; keys reach it too, as the clicks of links and checkboxes. */
  const click = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const id = event.target.closest('tr')?.dataset['id']
    if (!id) return
    if (event.target.closest('[data-column=select]')) table.getRow(id).toggleSelected()
    if (event.target.closest('[data-open]') && isPlainClick(event)) {
      event.preventDefault()
      props.onOpen(Number(id))
    }
  }

  const isAll = contacts.length > 0 && table.getIsAllRowsSelected()
  const isSome = !isAll && contacts.some((contact) => selection[rowIdOf(contact)])
  return (
    <table
      role="table"
      aria-label={t('contacts.table')}
      className="contacts-table"
      style={tracksFor(shown)}
    >
      <ContactsHead
        columns={shown}
        sorts={sorts}
        sort={sort}
        onSort={onSort}
        selection={isAll ? 'all' : isSome ? 'some' : 'none'}
        onSelectAll={(isSelected) => table.toggleAllRowsSelected(isSelected)}
      />
      <tbody role="rowgroup" ref={body} onClick={click}>
        {table.getRowModel().rows.map((row) => (
          <ContactsRow
            key={row.id}
            contact={row.original}
            columns={shown}
            isSelected={selection[row.id] ?? false}
            selectLabel={t('contacts.selectRow', { name: row.original.name || row.id })}
            context={context}
          />
        ))}
      </tbody>
    </table>
  )
}

/** With a modifier the click is the browser's: a new tab, a download. */
const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** Other rows begin at the top; the first rows stay where the router put them on the way back. */
function useScrollUp(body: RefObject<HTMLElement | null>, rowsKey: string) {
  const shown = useRef(rowsKey)
  useLayoutEffect(() => {
    if (shown.current === rowsKey) return
    shown.current = rowsKey
    body.current?.closest('[data-scroll-restoration-id]')?.scrollTo({ top: 0 })
  }, [body, rowsKey])
}

/** Once, when the table appears: whoever comes back goes on where they were. */
function useFocusOn(body: RefObject<HTMLElement | null>, id: number | undefined) {
  const wanted = useRef(id)
  useEffect(() => {
    if (wanted.current === undefined) return
    const link = body.current?.querySelector<HTMLElement>(`[data-open="${wanted.current}"]`)
    link?.focus({ preventScroll: true })
    wanted.current = undefined
  }, [body])
}
